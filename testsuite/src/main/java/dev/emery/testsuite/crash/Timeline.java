package dev.emery.testsuite.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Goes through a recording and knows at each event what is durable. */
final class Timeline {
  private final List<CrashEvent> events;
  private final Map<Integer, State> files = new HashMap<>();
  private final Map<Path, State> durableNames = new HashMap<>();
  private final List<Unit.Name> pendingNames = new ArrayList<>();
  private int position;

  /** A file on its way. */
  private static final class State {
    private final int number;
    private Path name;
    private Content durable;
    private final Content live;
    private final List<PendingFile.Step> steps = new ArrayList<>();

    State(int number, Path name, Content durable) {
      this.number = number;
      this.name = name;
      this.durable = durable;
      this.live = durable.copy();
    }

    void apply(int index, CrashEvent.OnFile event) {
      name = event.name();
      switch (event) {
        case CrashEvent.Write write ->
            live.write(write.at(), write.bytes(), 0, write.bytes().length);
        case CrashEvent.Extend extend -> live.length(extend.size());
        case CrashEvent.Truncate truncate -> live.length(truncate.size());
        case CrashEvent.Sync _ -> {
          durable = live.copy();
          steps.clear();
          return;
        }
      }
      steps.add(new PendingFile.Step(index, event));
    }

    PendingFile atCrash() {
      return new PendingFile(number, name, durable, List.copyOf(steps));
    }
  }

  Timeline(CrashMedium recording) {
    this.events = recording.events();
    recording
        .before()
        .forEach((name, content) -> {
          var state = new State(files.size(), name, content);
          files.put(state.number, state);
          durableNames.put(name, state);
        });
  }

  List<CrashEvent> events() {
    return events;
  }

  /** The number of events that have happened. */
  int position() {
    return position;
  }

  /** Whether the next event may leave something else than a crash before it. */
  boolean isCrashPoint() {
    return position == events.size() || !(events.get(position) instanceof CrashEvent.Mark);
  }

  /** Lets events happen until this many have. */
  void advanceTo(int point) {
    while (position < point) {
      apply(position, events.get(position));
      position++;
    }
  }

  private void apply(int index, CrashEvent event) {
    switch (event) {
      case CrashEvent.OnFile call -> file(call.file()).apply(index, call);
      case CrashEvent.OnName change -> {
        if (change instanceof CrashEvent.Create create) {
          files.put(create.file(), new State(create.file(), create.name(), new Content()));
        }
        pendingNames.add(new Unit.Name(index, change));
      }
      case CrashEvent.SyncDirectory sync -> {
        for (Unit.Name pending : pendingNames) {
          if (pending.event().directory().equals(sync.directory())) {
            change(durableNames, pending.event(), files);
          }
        }
        pendingNames.removeIf(name -> name.event().directory().equals(sync.directory()));
      }
      case CrashEvent.Mark _ -> {}
    }
  }

  private State file(int number) {
    State state = files.get(number);
    if (state == null) {
      throw new IllegalStateException("event on a file that was not created, file=" + number);
    }
    return state;
  }

  /** Carries out a change of names; one whose file has not its name (any more) changes nothing. */
  static <F> void change(Map<Path, F> names, CrashEvent.OnName event, Map<Integer, F> files) {
    switch (event) {
      case CrashEvent.Create create -> {
        F file = files.get(create.file());
        if (file != null) {
          names.put(create.name(), file);
        }
      }
      case CrashEvent.Rename rename -> {
        F file = names.remove(rename.from());
        if (file != null) {
          names.put(rename.to(), file);
        }
      }
      case CrashEvent.Delete delete -> names.remove(delete.name());
    }
  }

  /** Returns the images that a crash may leave now; files that cannot have a name are left out. */
  CrashImages images() {
    Map<Integer, PendingFile> reachable = new TreeMap<>();
    Map<Path, PendingFile> names = new HashMap<>();
    durableNames.forEach((name, state) ->
        names.put(name, reachable.computeIfAbsent(state.number, _ -> state.atCrash())));
    for (Unit.Name pending : pendingNames) {
      if (pending.event() instanceof CrashEvent.Create create) {
        reachable.put(create.file(), file(create.file()).atCrash());
      }
    }
    return new CrashImages(position, reachable, names, List.copyOf(pendingNames));
  }
}
