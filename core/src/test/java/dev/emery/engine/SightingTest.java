package dev.emery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.isolation.Gate;
import dev.emery.isolation.LockOwner;
import dev.emery.isolation.Versions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sighting holds for as long as the object rests and no scope is open (E24, E27). */
final class SightingTest {
  private static final long A = 0x1000;
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(5);

  private final Versions versions = new Versions();
  private final Gate gate = new Gate();
  private final Sighting sighting = new Sighting(gate, versions, A, versions.read(A));

  @Test
  void atRest_itHolds() {
    assertThat(sighting.begin()).isTrue();
    assertThat(sighting.end()).isTrue();
  }

  @Test
  void e27_writerDuringTheRead_endsIt() {
    assertThat(sighting.begin()).isTrue();
    versions.beginWrite(A);
    assertThat(sighting.end()).isFalse();
    versions.endWrite(A);
    assertThat(sighting.end()).isFalse();
    assertThat(sighting.begin()).isFalse();
  }

  @Test
  void e22_swapDuringTheRead_endsIt() {
    assertThat(sighting.begin()).isTrue();
    versions.raiseAll();
    assertThat(sighting.end()).isFalse();
    assertThat(sighting.begin()).isFalse();
  }

  @Test
  void e24_openScope_ofEachOwner_keepsReadsFromBeginning() {
    for (int i = 0; i < 20; i++) {
      var owner = new LockOwner();
      owner.begin(LIMIT);
      gate.enter(owner);
      assertThat(sighting.begin()).isFalse();
      gate.exit(owner);
      assertThat(sighting.begin()).isTrue();
    }
  }
}
