package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.auto.AutoSequencedMap;
import dev.emery.collections.auto.Door;
import dev.emery.collections.hash.Directed;
import dev.emery.collections.hash.End;
import dev.emery.collections.hash.LinkedEdit;
import dev.emery.transaction.Journal;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * A linked map as seen from one of its ends: the body of {@link PLinkedHashMap}, and its reversed
 * view.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
class LinkedMapView<K, V, P> extends EntriesMap<K, V, P> implements JournaledSequencedMap<K, V, P> {
  private final Directed<K, V> directed;

  LinkedMapView(Directed<K, V> directed) {
    super(directed.entries(), directed);
    this.directed = directed;
  }

  /** This map as a complete mutable one, for as long as the transaction is open. */
  @Override
  public SequencedMap<K, V> edit(Journal<P> j) {
    return new LinkedEdit<>(directed, j);
  }

  @Override
  public ConcurrentSequencedMap<K, V> autoCommit() {
    Door<SequencedMap<K, V>> door = Door.of(entries().anchor(), this, this::edit);
    return AutoSequencedMap.over(door, entries()::detached);
  }

  @Override
  public JournaledSequencedMap<K, V, P> reversed() {
    return new LinkedMapView<>(directed.reversed());
  }

  // ---- reads

  @Override
  public @Nullable Entry<K, V> firstEntry() {
    return directed.entry(End.FIRST);
  }

  @Override
  public @Nullable Entry<K, V> lastEntry() {
    return directed.entry(End.LAST);
  }

  @Override
  public JournaledSequencedSet<K, P> keySet() {
    return new Keys();
  }

  @Override
  public JournaledSequencedCollection<V, P> values() {
    return new Values();
  }

  @Override
  public JournaledSequencedSet<Entry<K, V>, P> entrySet() {
    return new Whole();
  }

  @Override
  public JournaledSequencedSet<K, P> sequencedKeySet() {
    return keySet();
  }

  @Override
  public JournaledSequencedCollection<V, P> sequencedValues() {
    return values();
  }

  @Override
  public JournaledSequencedSet<Entry<K, V>, P> sequencedEntrySet() {
    return entrySet();
  }

  // ---- changes

  @Override
  public @Nullable V putFirst(Journal<P> j, K key, V value) {
    return directed.putAt(j, key, value, End.FIRST);
  }

  @Override
  public @Nullable V putLast(Journal<P> j, K key, V value) {
    return directed.putAt(j, key, value, End.LAST);
  }

  @Override
  public @Nullable Entry<K, V> pollFirstEntry(Journal<P> j) {
    return directed.poll(j, End.FIRST);
  }

  @Override
  public @Nullable Entry<K, V> pollLastEntry(Journal<P> j) {
    return directed.poll(j, End.LAST);
  }

  /**
   * Always throws: the journal comes first, {@code putFirst(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use putFirst(j, key, value) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V putFirst(K key, V value) {
    throw new UnsupportedOperationException(
        "use putFirst(j, key, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code putLast(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use putLast(j, key, value) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V putLast(K key, V value) {
    throw new UnsupportedOperationException(
        "use putLast(j, key, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code pollFirstEntry(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollFirstEntry(j) inside a transaction, or edit(j)")
  @Override
  public final @Nullable Entry<K, V> pollFirstEntry() {
    throw new UnsupportedOperationException(
        "use pollFirstEntry(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code pollLastEntry(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollLastEntry(j) inside a transaction, or edit(j)")
  @Override
  public final @Nullable Entry<K, V> pollLastEntry() {
    throw new UnsupportedOperationException(
        "use pollLastEntry(j) inside a transaction, or edit(j)");
  }

  private final class Keys extends SequencedSetView<K, P> {
    Keys() {
      super(keysSide(), end -> directed.at(end, keysSide()));
    }

    @Override
    public SequencedSet<K> edit(Journal<P> j) {
      return LinkedMapView.this.edit(j).sequencedKeySet();
    }

    @Override
    public SequencedSet<K> autoCommit() {
      return LinkedMapView.this.autoCommit().sequencedKeySet();
    }

    @Override
    public JournaledSequencedSet<K, P> reversed() {
      return LinkedMapView.this.reversed().sequencedKeySet();
    }
  }

  private final class Values extends SequencedView<V, P> {
    Values() {
      super(valuesSide(), end -> directed.at(end, valuesSide()));
    }

    @Override
    public SequencedCollection<V> edit(Journal<P> j) {
      return LinkedMapView.this.edit(j).sequencedValues();
    }

    @Override
    public SequencedCollection<V> autoCommit() {
      return LinkedMapView.this.autoCommit().sequencedValues();
    }

    @Override
    public JournaledSequencedCollection<V, P> reversed() {
      return LinkedMapView.this.reversed().sequencedValues();
    }
  }

  private final class Whole extends SequencedSetView<Entry<K, V>, P> {
    Whole() {
      super(entriesSide(), end -> directed.at(end, entriesSide()));
    }

    @Override
    public SequencedSet<Entry<K, V>> edit(Journal<P> j) {
      return LinkedMapView.this.edit(j).sequencedEntrySet();
    }

    @Override
    public SequencedSet<Entry<K, V>> autoCommit() {
      return LinkedMapView.this.autoCommit().sequencedEntrySet();
    }

    @Override
    public JournaledSequencedSet<Entry<K, V>, P> reversed() {
      return LinkedMapView.this.reversed().sequencedEntrySet();
    }
  }
}
