package dev.emery.testsuite.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run of a {@link CrashExplorer}: what it has seen, and what it has found. */
final class Exploration<S> {
  private static final int EVENTS_SHOWN = 6;

  private final Workload<S> workload;
  private final IntUnaryOperator limits;
  private final Set<Granularity> granularities;
  private final long seed;
  private final int failureLimit;
  private final long end;
  private final Map<Long, Outcome<S>> outcomes = new HashMap<>();
  private final Map<S, S> contents = new HashMap<>();
  private final List<CrashFailure> failures = new ArrayList<>();
  private final List<Long> distinctByDepth = new ArrayList<>();
  private long points;
  private long images;

  /**
   * A recording in which crashes are played.
   *
   * @param trail the crashes that led to it, as text
   * @param depth 0 for the workload, 1 for a recovery, 2 for a recovery after a crash in one
   * @param firstPoint the number of events before the first crash
   * @param lastPoint the number of events before the last crash
   * @param allowed the contents that a crash at a point may leave
   */
  record Stage<S>(
      CrashMedium recording,
      String trail,
      int depth,
      int firstPoint,
      int lastPoint,
      IntFunction<List<S>> allowed) {}

  /** What became of an image. */
  private record Outcome<S>(@Nullable S content, @Nullable Throwable thrown) {

    /** Returns what is wrong with it, or null. */
    @Nullable String problem(List<S> allowed) {
      if (thrown != null) {
        return "recovery failed: " + thrown;
      }
      return allowed.contains(content)
          ? null
          : "wrong content: %s, allowed: %s".formatted(content, allowed);
    }
  }

  /** An image that may be drawn for crashes inside its recovery. */
  private record Drawn<S>(int point, CrashImage image, Outcome<S> outcome) {}

  Exploration(
      Workload<S> workload,
      IntUnaryOperator limits,
      Set<Granularity> granularities,
      long seed,
      int failureLimit,
      long nanos) {
    this.workload = workload;
    this.limits = limits;
    this.granularities = granularities;
    this.seed = seed;
    this.failureLimit = failureLimit;
    this.end = System.nanoTime() + nanos;
  }

  CrashReport report() {
    return new CrashReport(
        workload.name(),
        points,
        images,
        List.copyOf(distinctByDepth),
        contents.size(),
        List.copyOf(failures));
  }

  /** Plays all crashes of a stage, then those inside some of its recoveries. */
  void explore(Stage<S> stage, int[] descents) {
    int wanted = stage.depth < descents.length ? descents[stage.depth] : 0;
    List<Drawn<S>> drawn = crashes(stage, limits.applyAsInt(stage.depth), wanted);
    for (Drawn<S> start : drawn) {
      if (enough()) {
        return;
      }
      explore(stageInside(stage, start), descents);
    }
  }

  private List<Drawn<S>> crashes(Stage<S> stage, int limit, int wanted) {
    var lottery = new Lottery<Drawn<S>>(wanted, new Random(seed));
    var timeline = new Timeline(stage.recording);
    for (int point = stage.firstPoint; point <= stage.lastPoint && !enough(); point++) {
      timeline.advanceTo(point);
      if (timeline.isCrashPoint() || point == stage.lastPoint) {
        points++;
        crashesAt(stage, timeline.images(), limit, lottery);
      }
    }
    return lottery.drawn();
  }

  private void crashesAt(
      Stage<S> stage, CrashImages imagesHere, int limit, Lottery<Drawn<S>> lottery) {
    List<S> allowed = stage.allowed.apply(imagesHere.point());
    for (Granularity granularity : granularities) {
      if (enough()) {
        return;
      }
      imagesHere.forEach(
          granularity,
          limit,
          seed,
          image -> {
            crash(stage, imagesHere.point(), image, allowed, lottery);
            return !enough();
          });
    }
  }

  private void crash(
      Stage<S> stage, int point, CrashImage image, List<S> allowed, Lottery<Drawn<S>> lottery) {
    images++;
    long hash = image.hash();
    Outcome<S> outcome = outcomes.get(hash);
    boolean first = outcome == null;
    if (outcome == null) {
      outcome = recover(image);
      outcomes.put(hash, outcome);
      count(stage.depth);
    }
    if (outcome.problem(allowed) != null) {
      fail(stage, point, image, outcome, allowed);
    } else if (first) {
      lottery.add(new Drawn<>(point, image, outcome));
    }
  }

  private void count(int depth) {
    while (distinctByDepth.size() <= depth) {
      distinctByDepth.add(0L);
    }
    distinctByDepth.set(depth, distinctByDepth.get(depth) + 1);
  }

  private boolean enough() {
    return failures.size() >= failureLimit || System.nanoTime() - end > 0;
  }

  private static String trail(Stage<?> stage, int point, CrashImage image) {
    String step = "at=%d image=%s".formatted(point, image.id());
    return stage.trail.isEmpty() ? step : stage.trail + " > " + step;
  }

  /** Recovers an image, and goes on with it. */
  private Outcome<S> recover(CrashImage image) {
    try {
      CrashMedium medium = image.open();
      S content = workload.recover(medium);
      workload.goOn(medium, content);
      return new Outcome<>(contents.computeIfAbsent(content, same -> same), null);
    } catch (Throwable thrown) {
      return new Outcome<>(null, thrown);
    }
  }

  private void fail(
      Stage<S> stage, int point, CrashImage image, Outcome<S> first, List<S> allowed) {
    CrashImage smallest = shrink(image, allowed);
    Outcome<S> again = recover(smallest);
    String problem = again.problem(allowed);
    Outcome<S> outcome = problem == null ? first : again;
    List<CrashEvent> events = stage.recording.events();
    failures.add(
        new CrashFailure(
            "workload=" + workload.name() + " " + trail(stage, point, smallest),
            smallest,
            smallest.lost(),
            problem == null
                ? "a failure that does not come again: " + first.problem(allowed)
                : problem,
            events.subList(Math.max(0, point - EVENTS_SHOWN), point),
            outcome.thrown));
  }

  /** Restores what was lost, in halves, quarters and so on, as long as it still fails. */
  private CrashImage shrink(CrashImage failing, List<S> allowed) {
    CrashImage smallest = failing;
    for (int pieces = 1; ; ) {
      int[] lost = smallest.lostUnits();
      int size = Math.max(1, lost.length / pieces);
      CrashImage smaller = null;
      for (int from = 0; from < lost.length && smaller == null; from += size) {
        int[] piece = Arrays.copyOfRange(lost, from, Math.min(lost.length, from + size));
        CrashImage candidate = smallest.restored(piece);
        if (recover(candidate).problem(allowed) != null) {
          smaller = candidate;
        }
      }
      if (smaller != null) {
        smallest = smaller;
        pieces = Math.max(1, pieces / 2);
      } else if (size == 1 || lost.length == 0) {
        return smallest;
      } else {
        pieces *= 2;
      }
    }
  }

  /** Returns the stage of crashes inside the recovery of an image. */
  private Stage<S> stageInside(Stage<S> stage, Drawn<S> start) {
    CrashMedium medium = start.image.open();
    S content = start.outcome.content;
    if (content == null) {
      throw new IllegalStateException(
          "recovery fails without a crash inside it", start.outcome.thrown);
    }
    try {
      workload.recover(medium);
    } catch (Exception e) {
      throw new IllegalStateException("recovery differs from time to time", e);
    }
    List<S> same = List.of(content);
    String trail = trail(stage, start.point, start.image);
    return new Stage<>(medium, trail, stage.depth + 1, 0, medium.events().size(), _ -> same);
  }

  /** Returns the stage inside the recovery of an image that a step of a trail names. */
  Stage<S> stageInside(Stage<S> stage, String step) {
    Crash crash = Crash.parse(step);
    CrashImage image = crash.image(stage.recording);
    return stageInside(stage, new Drawn<>(crash.point, image, recover(image)));
  }

  /** Plays the one crash that the last step of a trail names. */
  void play(Stage<S> stage, String step) {
    Crash crash = Crash.parse(step);
    List<S> allowed = stage.allowed.apply(crash.point);
    points++;
    crash(
        stage,
        crash.point,
        crash.image(stage.recording),
        allowed,
        new Lottery<>(0, new Random(seed)));
  }

  /** A step of a trail: {@code at=POINT image=ID}. */
  private record Crash(int point, String id) {
    static Crash parse(String step) {
      String[] parts = step.strip().split(" ");
      return new Crash(
          Integer.parseInt(parts[0].substring("at=".length())),
          parts[1].substring("image=".length()));
    }

    CrashImage image(CrashMedium recording) {
      return CrashImages.at(recording, point).image(id);
    }
  }
}
