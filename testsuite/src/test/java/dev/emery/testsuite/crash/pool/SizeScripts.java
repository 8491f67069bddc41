package dev.emery.testsuite.crash.pool;

import dev.emery.cell.PCell;
import dev.emery.collections.PBytes;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLongVec;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashScript;
import dev.emery.testsuite.crash.Granularity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Scripts whose sizes lie just below, at and above those at which something else happens. */
final class SizeScripts {
  private static final int PAGE = 4 << 10;
  private static final int SEGMENT = 16 << 10;
  private static final int ZONE = 1 << 20;

  private static final List<CrashScript<?>> LARGE = List.of(growth(), zones(), longerThanAZone());

  /** A vector of numbers, texts, maps and bytes, whose sizes are easy to choose. */
  record Sizes(
      PLongVec<Sizes> longs,
      PVec<String, Sizes> texts,
      PHashMap<Long, Long, Sizes> map,
      PTreeMap<Long, Long, Sizes> sorted,
      PBytes<Sizes> bytes,
      PCell<String, Sizes> text) {

    static Sizes empty() {
      return new Sizes(
          new PLongVec<>(),
          new PVec<>(),
          new PHashMap<>(),
          new PTreeMap<>(),
          new PBytes<>(),
          PCell.of(""));
    }

    /** What tells contents apart, short where it is long. */
    List<Object> content() {
      return List.of(
          longs.size(),
          longs.hashCode(),
          texts.size(),
          texts.hashCode(),
          map.size(),
          map.hashCode(),
          sorted.size(),
          sorted.hashCode(),
          bytes.length(),
          bytes.hashCode(),
          text.get().length());
    }
  }

  private SizeScripts() {}

  private static CrashScript<Sizes> script(String name, int zones) {
    return CrashScript.of(name, Sizes.class)
        .initially(Sizes::empty)
        .describedBy(Sizes::content)
        .options(
            PoolOptions.defaults()
                .initialSize(0)
                .maximumSize((long) zones * ZONE)
                .checkpointThreshold(SEGMENT))
        .afterwards((p, j) -> p.longs().add(j, 1))
        .afterCreation();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 >> 4);
    }
    return bytes;
  }

  /** Scripts of sizes around each tier. */
  static List<CrashScript<?>> all() {
    List<CrashScript<?>> all = new ArrayList<>();
    around(all, PAGE - 16, 8, SizeScripts::oneBlock);
    around(all, 10_896, 16, SizeScripts::oneBlock);
    around(all, SEGMENT / 4, 64, SizeScripts::record);
    around(all, SEGMENT, 256, SizeScripts::record);
    around(all, 2 * SEGMENT, 256, SizeScripts::record);
    around(all, 509, 2, SizeScripts::run);
    all.add(segments());
    all.add(doubling());
    all.add(dividing());
    all.addAll(LARGE);
    return all;
  }

  /**
   * Some images of each point, and in large scripts half as many and without the smallest pieces,
   * of which there are too many.
   */
  static CrashExplorer<Object> limits(
      CrashScript<?> script, CrashExplorer<Object> explorer, int images) {
    return LARGE.contains(script)
        ? explorer.imagesPerPoint(images / 2).granularities(Granularity.PAGE, Granularity.SECTOR)
        : explorer.imagesPerPoint(images);
  }

  private static void around(
      List<CrashScript<?>> all, int size, int step, IntFunction<CrashScript<Sizes>> steps) {
    for (int i = -1; i <= 1; i++) {
      all.add(steps.apply(size + i * step));
    }
  }

  private static CrashScript<Sizes> oneBlock(int payload) {
    return script("text of " + payload + " bytes", 2)
        .sync("set", (p, j) -> p.text().set(j, "a".repeat(payload - 8)))
        .sync("set again", (p, j) -> p.text().set(j, "b".repeat(payload - 7)))
        .sync("clear", (p, j) -> p.text().set(j, ""));
  }

  private static CrashScript<Sizes> record(int length) {
    return script("record of about " + length + " bytes", 2)
        .sync("append", (p, j) -> p.bytes().append(j, bytes(length - 200)))
        .relaxed("small", (p, j) -> p.longs().add(j, 1))
        .sync("fill", (p, j) -> p.bytes().fill(j, 0, length - 300, (byte) 9))
        .sync("clear", (p, j) -> p.bytes().clear(j));
  }

  private static CrashScript<Sizes> run(int blocks) {
    // Texts of 8 bytes header and up to 8 characters would be in their slots: these have blocks.
    return script(blocks + " texts of the least block", 2)
        .sync(
            "fill",
            (p, j) ->
                p.texts()
                    .addAll(j, IntStream.range(0, blocks).mapToObj(SizeScripts::text).toList()))
        .sync("one more", (p, j) -> p.texts().add(j, text(blocks)))
        .sync("drop one", (p, j) -> p.texts().removeAt(j, 0))
        .sync("drop all", (p, j) -> p.texts().clear(j));
  }

  private static String text(int number) {
    return "number " + (1_000_000_000 + number);
  }

  /** Small records over several segments, with checkpoints in the background. */
  private static CrashScript<Sizes> segments() {
    CrashScript<Sizes> script = script("many records over some segments", 2);
    for (int i = 0; i < 60; i++) {
      int number = i;
      if (i % 3 == 0) {
        script.sync("text " + i, (p, j) -> p.text().set(j, "x".repeat(700 + number)));
      } else {
        script.relaxed("text " + i, (p, j) -> p.text().set(j, "y".repeat(500 + number)));
      }
    }
    return script;
  }

  private static CrashScript<Sizes> growth() {
    CrashScript<Sizes> script = script("growth of the file", 4);
    for (int i = 0; i < 4; i++) {
      script.sync("append " + i, (p, j) -> p.bytes().append(j, bytes(150 << 10)));
    }
    return script.checkpoint().sync("clear", (p, j) -> p.bytes().clear(j)).reopen();
  }

  private static CrashScript<Sizes> zones() {
    return script("more than a zone", 4)
        .sync("most of the first", (p, j) -> p.bytes().append(j, bytes(700 << 10)))
        .sync("into the second", (p, j) -> p.bytes().append(j, bytes(500 << 10)))
        .checkpoint()
        .sync("out of it", (p, j) -> p.bytes().truncate(j, 100))
        .sync("again", (p, j) -> p.bytes().append(j, bytes(900 << 10)));
  }

  private static CrashScript<Sizes> longerThanAZone() {
    return script("a block longer than a zone", 8)
        .sync("store", (p, j) -> p.text().set(j, "z".repeat(ZONE + 100)))
        .sync("beside it", (p, j) -> p.longs().add(j, 7))
        .sync("drop", (p, j) -> p.text().set(j, ""));
  }

  /** A hash map whose segments grow and divide, step by step. */
  private static CrashScript<Sizes> doubling() {
    CrashScript<Sizes> script = script("hash map that doubles", 2);
    long from = 0;
    for (long to = 7; to < 2_000; to = to * 2 + 1) {
      long first = from;
      long end = to;
      script.sync(
          "put up to " + to,
          (p, j) -> LongStream.range(first, end).forEach(k -> p.map().put(j, k, -k)));
      script.sync("one more", (p, j) -> p.map().put(j, end, 0L));
      from = to + 1;
    }
    return script.sync("clear", (p, j) -> p.map().clear(j));
  }

  /** A tree whose nodes divide and join. */
  private static CrashScript<Sizes> dividing() {
    List<Long> keys = new ArrayList<>(LongStream.range(0, 600).boxed().toList());
    Collections.shuffle(keys, new java.util.Random(1));
    CrashScript<Sizes> script = script("sorted map whose nodes divide and join", 2);
    for (int i = 0; i < 600; i += 100) {
      List<Long> some = keys.subList(i, i + 100);
      script.sync("put from " + i, (p, j) -> some.forEach(k -> p.sorted().put(j, k, -k)));
    }
    return script
        .sync("cut", (p, j) -> p.sorted().headMap(400L).clear(j))
        .sync("all but some", (p, j) -> p.sorted().removeIf(j, (k, _) -> k % 50 != 0));
  }
}
