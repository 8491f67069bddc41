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
import dev.emery.tool.Garden.Plant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
  private static final PoolOptions OPTIONS =
      PoolOptions.defaults().comparator("byLength", Garden.BY_LENGTH);
  private static final int PLANTS = 300;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path path;
  private Path target;

  @BeforeEach
  void plant() {
    path = folder.resolve("garden.pool");
    target = folder.resolve("new.pool");
    try (Pool<Garden> pool = Pool.open(path, Garden.class, Garden::planted, OPTIONS)) {
      pool.transaction(j -> {
        Garden g = pool.root();
        for (int i = 0; i < PLANTS; i++) {
          g.plants().put(j, "plant " + i, new Plant(name(i), PLong.of(i), PVec.of(Color.RED)));
          g.tree().put(j, new Height(i), "height " + i);
        }
        g.named().put(j, "zz", 2L);
        g.named().put(j, "aaa", 3L);
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

  private static String name(int i) {
    return "the name of a plant that needs a block of its own, number " + i;
  }

  private int salvage() {
    return run("salvage", path.toString(), target.toString());
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    return Emery.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String dump(Path pool) {
    assertThat(run("dump", pool.toString())).as("%s", err).isZero();
    return out.toString();
  }

  @Test
  void poolThatIsWhole_isCopiedAsItIs() throws IOException {
    String before = dump(path);
    assertThat(salvage()).as("%s %s", out, err).isZero();
    assertThat(out.toString()).contains("0 lost");
    assertThat(dump(target)).hasSameSizeAs(before);
    try (Pool<Garden> pool = Pool.open(target, Garden.class, OPTIONS)) {
      assertThat(pool.check().problems()).isEmpty();
      Garden g = pool.root();
      assertThat(g.plants()).hasSize(PLANTS);
      assertThat(g.plants().get("plant 7").name()).isEqualTo(name(7));
      assertThat(g.tree().get(new Height(5))).isEqualTo("height 5");
      assertThat(g.named()).containsOnlyKeys("zz", "aaa");
      assertThat(g.shared().get(0)).isEqualTo(g.shared().get(1));
      Prc<Link, Garden> ring = g.ring().get().orElseThrow();
      assertThat(ring.get().next().get()).contains(ring);
      assertThat(pool.<Boolean, RuntimeException>query(s -> g.weak().get().upgrade(s).isPresent()))
          .isTrue();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("garden.pool", "garden.pool.lock", "new.pool");
    }
  }

  @Test
  void textThatIsDamaged_takesItsEntryWithIt_andNothingElse() throws IOException {
    byte[] all = Files.readAllBytes(path);
    int at = new String(all, StandardCharsets.ISO_8859_1).indexOf("number 17\0") & -8;
    at -= (name(17).length() & -8) + 16; // in the middle of the headers of its block
    for (int i = 0; i < 24; i++) {
      all[at + i] = (byte) 0xFF;
    }
    Files.write(path, all);
    assertThat(salvage()).as("%s", err).isEqualTo(Emery.PROBLEMS);
    assertThat(out.toString()).contains("plants[").contains(" lost");
    try (Pool<Garden> pool = Pool.open(target, Garden.class, OPTIONS)) {
      assertThat(pool.check().problems()).isEmpty();
      assertThat(pool.root().plants().size()).isBetween(PLANTS - 2, PLANTS - 1);
      assertThat(pool.root().tree()).hasSize(PLANTS);
    }
  }

  @Test
  void poolWithoutItsJournal_isReadAsFarAsItIsThere() throws IOException {
    Path crashed = folder.resolve("crashed.pool");
    try (Pool<Garden> pool = Pool.open(path, Garden.class, OPTIONS)) {
      pool.transaction(j -> pool.root().number().set(j, 77));
      Files.copy(path, crashed);
    }
    path = crashed;
    assertThat(salvage()).as("%s", err).isZero();
    assertThat(out.toString()).contains("without its journal");
    try (Pool<Garden> pool = Pool.open(target, Garden.class, OPTIONS)) {
      assertThat(pool.root().plants()).hasSize(PLANTS);
    }
  }

  @Test
  void poolThatWasCutShort_isReadAsFarAsItIsThere() throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(file.length() * 3 / 4 & -4096);
    }
    assertThat(salvage()).as("%s", err).isLessThan(2);
    assertThat(out.toString()).contains("cut short");
  }

  @Test
  void pagesOverwrittenAtRandom_endInANewPoolThatIsClean_orInAMessage() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    long seed = Long.getLong("emery.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    int salvaged = 0;
    for (int round = 0; round < 40; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(1, 30); i > 0; i--) {
        damaged[random.nextInt(8192, damaged.length)] = (byte) random.nextInt();
        int page = random.nextInt(16, damaged.length >> 12) << 12;
        if (random.nextInt(10) == 0) {
          for (int k = 0; k < 512; k++) {
            damaged[page + k] = (byte) random.nextInt();
          }
        }
      }
      Files.write(path, damaged);
      Files.deleteIfExists(target);
      int exit = salvage();
      assertThat(exit).as("seed=%d, round=%d %s", seed, round, err).isIn(0, 1, 3);
      if (exit < 2) {
        salvaged++;
        try (Pool<Garden> pool = Pool.open(target, Garden.class, OPTIONS)) {
          assertThat(pool.check().problems())
              .as("seed=%d, round=%d", seed, round)
              .allMatch(line ->
                  line.contains("not greater than")
                      || line.contains("is less than")); // only its program knows
        }
      }
    }
    assertThat(salvaged).as("seed=%d %s", seed, err).isGreaterThan(20);
  }

  @Test
  void nameThatIsTaken_isRefused() throws IOException {
    Files.writeString(target, "precious");
    assertThat(salvage()).isEqualTo(Emery.UNUSABLE);
    assertThat(target).hasContent("precious");
  }
}
