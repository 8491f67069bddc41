package dev.emery.collections.hash;

import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/** The one value that the elements of a set have, as keys of a map. In a pool it takes no byte. */
public enum Presence {
  /** The element is there. */
  PRESENT;

  /** How it lies in a pool: not at all. */
  public static final Codec<Presence> CODEC =
      new Codec<>(0, 1) {
        @Override
        public Presence load(Memory m, long block, long at) {
          return PRESENT;
        }

        @Override
        public void store(Memory m, Journal<?> j, long block, long at, Presence value) {}

        @Override
        public boolean equalsStored(Memory m, long block, long at, Presence value) {
          return true;
        }
      };
}
