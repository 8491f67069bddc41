package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A pool's locks, versions and gate for one test. After the test nobody may hold anything, wait, or
 * count as a writer.
 */
final class Isolation implements BeforeEachCallback, AfterEachCallback {
  Versions versions = new Versions();
  LockTable table = new LockTable(versions, "test");
  Gate gate = new Gate();
  private final List<Actor> actors = new ArrayList<>();
  private final List<LockOwner> owners = new ArrayList<>();

  /** Returns an owner that is younger than those before it if they begin now, too. */
  LockOwner owner() {
    int greatest = owners.stream().mapToInt(owner -> owner.number).max().orElse(0);
    while (owners.isEmpty() || owners.getLast().number <= greatest) {
      owners.add(new LockOwner());
    }
    return owners.getLast();
  }

  /** Returns an actor that is younger than those before it. */
  Actor actor(String name) {
    Actor actor = new Actor(name, owner(), table);
    actors.add(actor);
    return actor;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    versions = new Versions();
    table = new LockTable(versions, "test");
    gate = new Gate();
    actors.clear();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertSound();
    actors.forEach(Actor::finish);
    assertSound();
    assertThat(table.size()).as("locks that exist after the test").isZero();
    assertThat(versions.writers()).as("writers after the test").isZero();
    assertThat(gate.anyOpen()).as("open scopes after the test").isFalse();
    assertThat(WaitsFor.size()).as("waiting threads after the test").isZero();
  }

  /** Checks the structures, which must hold at any time. */
  void assertSound() {
    List<String> problems = new ArrayList<>();
    table.check(problems::add);
    assertThat(problems).isEmpty();
  }
}
