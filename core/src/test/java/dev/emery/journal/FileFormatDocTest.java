package dev.emery.journal;

import static dev.emery.docs.DocTable.number;
import static dev.emery.docs.DocTable.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** docs/file-format.md says where the code puts things: superblock, journal, parts, notes. */
class FileFormatDocTest {
  private static final int CRC = 0; // stands for a checksum, whose value is not of interest here

  /** Each row of a table with an offset, a type and a field, against bytes that the code wrote. */
  private static void requireFields(
      byte[] bytes, List<List<String>> rows, Map<String, List<Long>> values) {
    List<String> seen = new ArrayList<>();
    for (List<String> row : rows) {
      String type = row.get(1);
      String field = row.get(2);
      String known =
          values.keySet().stream().filter(field::startsWith).findFirst().orElse("not there");
      if (type.isEmpty()) {
        continue; // what is zero, or behind the fields
      }
      assertThat(values).as("field %s", field).containsKey(known);
      int at = (int) number(row.get(0));
      for (long value : values.get(known)) {
        boolean isInt = type.equals("int");
        long found = isInt ? LittleEndian.getInt(bytes, at) : LittleEndian.getLong(bytes, at);
        if (!field.contains("CRC32C of") && !field.startsWith("checksum: CRC32C")) {
          assertThat(found).as("%s at %d", field, at).isEqualTo(value);
        } else {
          assertThat(found).as("%s at %d", field, at).isNotZero();
        }
        at += isInt ? 4 : 8;
      }
      seen.add(known);
    }
    assertThat(seen).as("fields in the table").containsExactlyInAnyOrderElementsOf(values.keySet());
  }

  @Test
  void superblock() {
    var identity = new PoolIdentity(new UUID(31, 32), 33, 34, 35, 26, 36, 37, 38, 39);
    var superblock =
        new Superblock(
            identity, Superblock.State.OPEN, 40, 41, 42 << 12, new JournalPoint(43, 44, 45));
    requireFields(
        SuperblockFormat.encode(superblock),
        rows("### Superblock", "| offset | type | field |"),
        Map.ofEntries(
            Map.entry("magic", List.of(JournalFormat.magic("EMERYPOL"))),
            Map.entry("format version", List.of(1L)),
            Map.entry("CRC32C", List.of((long) CRC)),
            Map.entry("compatible", List.of(37L)),
            Map.entry("read-only compatible", List.of(38L)),
            Map.entry("incompatible", List.of(39L)),
            Map.entry("id of the pool", List.of(31L, 32L)),
            Map.entry("time of creation", List.of(33L)),
            Map.entry("hash seed", List.of(34L)),
            Map.entry("key of allocation ids", List.of(35L)),
            Map.entry("checksum kind", List.of(1L)),
            Map.entry("zone shift", List.of(26L)),
            Map.entry("version of the schema", List.of(36L)),
            Map.entry("state: 0 closed, 1 open", List.of(1L)),
            Map.entry("generation", List.of(40L)),
            Map.entry("epoch", List.of(41L)),
            Map.entry("length of the file", List.of(42L << 12)),
            Map.entry("checkpoint: position", List.of(43L)),
            Map.entry("checkpoint: sequence", List.of(44L)),
            Map.entry("checkpoint: checksum", List.of(45L))));
    assertThat(SuperblockFormat.encode(superblock)).hasSize(4096);
  }

  @Test
  void headersOfTheJournal() {
    List<List<String>> file = new ArrayList<>();
    List<List<String>> segment = new ArrayList<>();
    for (List<String> row : rows("## The journal", "| file header |")) {
      addField(file, row.get(0), row.get(1));
      addField(segment, row.get(2), row.size() > 3 ? row.get(3) : "");
    }
    byte[] header = JournalFormat.fileHeader(new JournalFormat.FileHeader(51, 52, 53, 20));
    requireFields(
        header,
        file,
        Map.of(
            "magic", List.of(JournalFormat.magic("EMERYJNL")),
            "format version", List.of(1L),
            "CRC32C", List.of((long) CRC),
            "id of the pool", List.of(51L, 52L),
            "epoch", List.of(53L),
            "logarithm", List.of(20L)));
    byte[] first = new byte[JournalFormat.SEGMENT_HEADER];
    JournalFormat.setSegmentHeader(first, 61, 62, 63);
    requireFields(
        first,
        segment,
        Map.of(
            "magic", List.of(JournalFormat.magic("EMERYSEG")),
            "CRC32C", List.of((long) CRC),
            "epoch", List.of(61L),
            "number of the segment", List.of(62L),
            "durable", List.of(63L)));
    assertThat(segment.getLast()).containsExactly("64", "", "parts");
    assertThat(JournalFormat.segmentAt(0, 20)).isEqualTo(4096);
    assertThat(1 << JournalFormat.MIN_SHIFT).isEqualTo(16 << 10);
    assertThat(1 << JournalFormat.MAX_SHIFT).isEqualTo(64 << 20);
  }

  /** A cell such as {@code 16 2 longs} and what is there. */
  private static void addField(List<List<String>> fields, String place, String field) {
    if (!place.isEmpty()) {
      String[] words = place.split(" ", 2);
      fields.add(List.of(words[0], words.length > 1 ? words[1] : "", field));
    }
  }

  @Test
  void headOfAPart() {
    List<List<String>> parts = rows("### A part of a record", "| offset | type | field |");
    byte[] head = new byte[RecordFormat.HEAD];
    RecordFormat.set(head, 71, 72, 73, 74, 75, 76);
    RecordFormat.setContents(head, 77, 78, RecordFormat.APPLY, 79, true);
    RecordFormat.setChecksum(head, 80);
    requireFields(
        head,
        parts,
        Map.of(
            "checksum", List.of(80L),
            "length", List.of(71L),
            "epoch", List.of(72L),
            "position", List.of(73L),
            "sequence", List.of(74L),
            "durable", List.of(75L),
            "predecessor", List.of(76L),
            "CRC32C of the body", List.of(77L),
            "number of words", List.of(78L),
            "bits 0–27 number of the part", List.of((long) (79 | 2 << 28 | 1 << 31))));
    assertThat(parts.get(10).getFirst()).isEqualTo(String.valueOf(RecordFormat.HEAD));
  }

  @Test
  void checksumsOfPages() {
    Map<String, Integer> places = new HashMap<>();
    for (List<String> row : rows("### Checksums of pages", "| offset | type | field |")) {
      places.put(row.get(2).split("[: ]")[0], (int) number(row.get(0)));
    }
    assertThat(places)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "link", PageSumsFormat.NEXT,
                "zone", PageSumsFormat.ZONE,
                "state", PageSumsFormat.STATE,
                "sum", PageSumsFormat.SUMS));
    assertThat(PageSumsFormat.FEATURE).isEqualTo(1);
    assertThat(PageSumsFormat.KEPT).isEqualTo(1);
    assertThat(PageSumsFormat.UNKNOWN).isEqualTo(0);
  }

  @Test
  void kindsAndNotes() {
    assertThat(
            rows("## The journal", "| kind | record |").stream()
                .map(row -> row.get(1).split("[ :]")[0]))
        .containsExactly("commit", "prepare", "apply", "discard");
    assertThat(List.of(RecordFormat.COMMIT, RecordFormat.PREPARE)).containsExactly(0, 1);
    assertThat(List.of(RecordFormat.APPLY, RecordFormat.DISCARD)).containsExactly(2, 3);
    List<List<String>> notes = rows("## The journal", "| note | words | contents |");
    assertThat(notes.stream().map(row -> row.get(2).split(",")[0]))
        .containsExactly(
            "in a prepare record: its ticket",
            "a piece of a text in UTF-8",
            "offset",
            "offset",
            "in records of kind 2 and 3: the ticket of the prepare record");
    assertThat(
            List.of(
                EntryFormat.NOTE_PREPARE,
                EntryFormat.NOTE_TEXT,
                EntryFormat.NOTE_CHANGE,
                EntryFormat.NOTE_AT_LEAST,
                EntryFormat.NOTE_RESOLVE))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(EntryFormat.data(8 * 5, 3)).isEqualTo(5L | 3L << 40);
    assertThat(EntryFormat.fill(8 * 5, 3)).isEqualTo(5L | 3L << 40 | 1L << 62);
    assertThat(EntryFormat.note(4, 3)).isEqualTo(4L | 3L << 40 | 2L << 62);
  }
}
