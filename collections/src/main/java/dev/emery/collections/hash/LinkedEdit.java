package dev.emery.collections.hash;

import dev.emery.transaction.Journal;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * A linked hash map as a complete mutable {@link SequencedMap}, for as long as its journal is open.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public final class LinkedEdit<K, V> extends MapEdit<K, V> implements SequencedMap<K, V> {
  private final Directed<K, V> directed;
  private final Journal<?> journal;

  /** Creates the view. */
  public LinkedEdit(Directed<K, V> directed, Journal<?> journal) {
    super(directed.entries(), directed, journal);
    this.directed = directed;
    this.journal = journal;
  }

  private Directed<K, V> directed() {
    MapEdit.requireOpen(journal);
    return directed;
  }

  @Override
  public SequencedMap<K, V> reversed() {
    return new LinkedEdit<>(directed().reversed(), journal);
  }

  @Override
  public @Nullable Entry<K, V> firstEntry() {
    return directed().entry(End.FIRST);
  }

  @Override
  public @Nullable Entry<K, V> lastEntry() {
    return directed().entry(End.LAST);
  }

  @Override
  public @Nullable Entry<K, V> pollFirstEntry() {
    return directed().poll(journal, End.FIRST);
  }

  @Override
  public @Nullable Entry<K, V> pollLastEntry() {
    return directed().poll(journal, End.LAST);
  }

  @Override
  public @Nullable V putFirst(K key, V value) {
    return directed().putAt(journal, key, value, End.FIRST);
  }

  @Override
  public @Nullable V putLast(K key, V value) {
    return directed().putAt(journal, key, value, End.LAST);
  }

  @Override
  public SequencedSet<K> keySet() {
    return new EditSequencedSet<>(keysSide(), journal);
  }

  @Override
  public SequencedCollection<V> values() {
    return new EditSequenced<>(valuesSide(), journal);
  }

  @Override
  public SequencedSet<Entry<K, V>> entrySet() {
    return new EditSequencedSet<>(entriesSide(), journal);
  }

  @Override
  public SequencedSet<K> sequencedKeySet() {
    return keySet();
  }

  @Override
  public SequencedCollection<V> sequencedValues() {
    return values();
  }

  @Override
  public SequencedSet<Entry<K, V>> sequencedEntrySet() {
    return entrySet();
  }
}
