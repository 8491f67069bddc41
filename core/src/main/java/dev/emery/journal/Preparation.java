package dev.emery.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a prepare record says beside its contents: which ticket it has, and who decides. The
 * coordinator is remembered by its id and by two paths, so that pools which were moved together
 * find each other, and pools which were moved one by one are not mistaken.
 *
 * @param coordinator the id of the pool that decides
 * @param relative its path, seen from the directory of the pool that prepares; empty if there is
 *     none
 * @param absolute its real path
 */
public record Preparation(Ticket ticket, UUID coordinator, String relative, String absolute) {

  /** Returns the preparation of a pool for a coordinator. */
  public static Preparation of(Ticket ticket, RedoLog participant, RedoLog coordinator) {
    Path path = coordinator.path();
    return new Preparation(
        ticket, coordinator.identity().id(), relative(participant.path(), path), path.toString());
  }

  /** Returns a path as it is seen from the directory of a pool; empty if it cannot be. */
  public static String relative(Path pool, Path to) {
    Path directory = pool.getParent();
    try {
      return directory == null ? "" : directory.relativize(to).toString();
    } catch (IllegalArgumentException e) {
      return ""; // on another root or file system
    }
  }

  /** Adds it to the body of the prepare record. */
  public void addTo(RecordBody body) {
    body.note(
        EntryFormat.NOTE_PREPARE,
        ticket.high(),
        ticket.low(),
        coordinator.getMostSignificantBits(),
        coordinator.getLeastSignificantBits());
    body.text((relative + "\0" + absolute + "\0").getBytes(StandardCharsets.UTF_8));
  }
}
