package dev.emery.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.tool.Garden.Color;
import dev.emery.tool.Garden.Height;
import dev.emery.tool.Garden.Link;
import dev.emery.tool.Garden.Pair;
import dev.emery.tool.Garden.Plant;
import dev.emery.tool.Garden.Point;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmeryTest {
  private static final PoolOptions OPTIONS =
      PoolOptions.defaults().comparator("byLength", Garden.BY_LENGTH);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path path;

  @BeforeEach
  void plant() {
    path = folder.resolve("garden.pool");
    try (Pool<Garden> pool = Pool.open(path, Garden.class, Garden::planted, OPTIONS)) {
      pool.transaction(j -> {
        Garden g = pool.root();
        g.plants().put(j, "rose", new Plant("rose", PLong.of(12), PVec.of(Color.RED)));
        g.points().put(j, new Point(1, 2), Color.GREEN);
        g.linked().put(j, "a", PVec.of("x", "y"));
        g.tree().put(j, new Height(1), "low");
        g.tree().put(j, new Height(2), "high");
        g.named().put(j, "zz", 2L);
        g.named().put(j, "aaa", 3L);
        g.deque().addLast(j, new Pair<>("p", 1L));
        g.list().add(j, new Pair<>(1L, Color.RED));
        g.queue().add(j, new Height(3));
        g.queue().add(j, new Height(4));
        g.longs().put(j, 5L, "five");
        g.counts().put(j, 6L, 7L);
        Prc<Link, Garden> ring = Prc.of(new Link("one", PCell.of(Optional.empty())));
        g.ring().set(j, Optional.of(ring));
        ring.get().next().set(j, Optional.of(ring));
        g.weak().set(j, ring.downgrade());
        Parc<String, Garden> both = Parc.of("both");
        g.shared().add(j, both);
        g.shared().add(j, both);
      });
    }
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Emery.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private void requireDone(String... arguments) {
    assertThat(run(arguments)).as("exit code, %s", err).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void dump_showsEverything_withoutTheClasses() {
    requireDone("dump", path.toString());
    assertThat(out.toString().strip())
        .isEqualTo(
            """
            {"number":1099511627776,"small":7,"real":0.5,"flag":true,\
            "numbers":{"b":-1,"s":2,"c":"x","i":3,"l":4,"f":1.5,"d":"NaN","z":true,"boxed":9},\
            "color":"GREEN","text":"a text that is too long for its slot, by far","mutex":5,"scratch":null,\
            "shapes":[{"@type":"Circle","radius":2.0},\
            {"@type":"Group","parts":{"first":{"@type":"Circle","radius":1.0},"rest":null}}],\
            "cells":[1,2],"plants":{"rose":{"name":"rose","leaves":12,"blossoms":["RED"]}},\
            "points":[{"key":{"x":1,"y":2},"value":"GREEN"}],"set":[3],"linked":{"a":["x","y"]},\
            "tree":[{"key":{"meters":2},"value":"high"},{"key":{"meters":1},"value":"low"}],\
            "named":{"zz":2,"aaa":3},"sorted":[1,2],"deque":[{"first":"p","second":1}],\
            "list":[{"first":1,"second":"RED"}],"queue":[{"meters":4},{"meters":3}],\
            "longs":[{"key":5,"value":"five"}],"counts":[{"key":6,"value":7}],"ints":[1,2,3],\
            "bytes":"AQI=","string":"ünï",\
            "ring":{"@id":1,"@value":{"name":"one","next":{"@ref":1}}},"weak":{"@weak":{"@ref":1}},\
            "shared":[{"@id":2,"@value":"both"},{"@ref":2}],\
            "boxed":{"name":"root","left":{"name":"l","left":null}}}\
            """);
  }

  @Test
  void dump_endsAtItsDepth() {
    requireDone("dump", "--depth", "2", path.toString());
    assertThat(out.toString()).contains("{\"@deeper\":\"PVec\"}");
    assertThat(run("dump", "--depth", "0", path.toString())).isEqualTo(2);
  }

  @Test
  void check_ofACleanPool_findsNothing() {
    requireDone("check", path.toString());
    assertThat(out.toString()).contains(" 0 problems");
  }

  @Test
  void check_ofADamagedPool_namesTheProblems() throws IOException {
    try (Pool<Garden> pool = Pool.open(path, Garden.class, OPTIONS)) {
      assertThat(pool.root().shared()).hasSize(2);
    }
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      long counter = find(file, "both") - 16;
      file.seek(counter + 4);
      file.write(9); // the count of owners
    }
    assertThat(run("check", path.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("counts other owners than it has").contains("problems");
  }

  private static long find(RandomAccessFile file, String text) throws IOException {
    byte[] all = new byte[(int) file.length()];
    file.readFully(all);
    int at = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isPositive();
    return at & -8;
  }

  @Test
  void info_and_stats_say_whatThereIs() {
    requireDone("info", "--schema", path.toString());
    assertThat(out.toString())
        .contains(
            "state     closed", "checksums of superblocks", "root      Garden", "entity Plant(");
    requireDone("stats", path.toString());
    assertThat(out.toString()).contains("PHashMap<String, Plant>", "of the pool itself");
  }

  @Test
  void backup_isAPool_andIsNotWrittenOver() {
    String copy = folder.resolve("copy.pool").toString();
    requireDone("backup", path.toString(), copy);
    requireDone("check", copy);
    assertThat(run("backup", path.toString(), copy)).isEqualTo(Emery.UNUSABLE);
    assertThat(err.toString()).contains("the file exists");
  }

  @Test
  void poolThatWasNotClosed_isRefused_untilItIsRecovered() throws IOException {
    Path crashed = folder.resolve("crashed.pool");
    try (Pool<Garden> pool = Pool.open(path, Garden.class, OPTIONS)) {
      pool.transaction(j -> pool.root().number().set(j, 77));
      Files.copy(path, crashed);
      Files.copy(folder.resolve("garden.pool.journal"), folder.resolve("crashed.pool.journal"));
      assertThat(run("dump", path.toString())).isEqualTo(Emery.UNUSABLE);
      assertThat(run("recover", path.toString())).isEqualTo(Emery.UNUSABLE);
      assertThat(err.toString()).contains("pid");
    }
    assertThat(run("dump", crashed.toString())).isEqualTo(Emery.UNUSABLE);
    assertThat(err.toString()).contains("emery recover");
    requireDone("recover", crashed.toString());
    requireDone("dump", crashed.toString());
    assertThat(out.toString()).startsWith("{\"number\":77,");
  }

  @Test
  void whatIsNoPool_andWrongUsage_haveExitCodes() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no pool");
    for (String command : new String[] {"info", "stats", "check", "dump", "recover"}) {
      assertThat(run(command, text.toString())).as(command).isEqualTo(Emery.UNUSABLE);
      assertThat(err.toString()).startsWith("emery: ").doesNotContain("at dev.emery");
      assertThat(run(command, folder.resolve("missing").toString())).isEqualTo(Emery.UNUSABLE);
    }
    assertThat(run("dump")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("--help")).isZero();
  }
}
