package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.PooledMap;
import dev.emery.collections.hash.Presence;
import dev.emery.schema.Codec;
import dev.emery.structure.Anchor;

/**
 * The hash sets with elements of one type, in one pool.
 *
 * @param <E> the type of the elements
 */
final class SetType<E> extends HashType<E, Presence, PooledMap<E, Presence>, PHashSet<E, ?>> {

  SetType(int tag, Codec<E> element) {
    super(tag, new PooledMap<>(element, Presence.CODEC));
  }

  @Override
  Entries<E, Presence> entries(PHashSet<E, ?> set) {
    return set.entries();
  }

  @Override
  PHashSet<E, ?> handle(Anchor anchor, PooledMap<E, Presence> contents) {
    return new PHashSet<>(new Entries<>(anchor, contents));
  }

  @Override
  public PHashSet<E, ?> detach(PHashSet<E, ?> set) {
    return PHashSet.of(set); // elements are values
  }

  @Override
  public PHashSet<E, ?> empty() {
    return new PHashSet<>();
  }
}
