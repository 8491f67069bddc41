package dev.emery.journal;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What is decided when a pool is created.
 *
 * @param id tells pools apart; a copied file has the same
 * @param created the time of creation, in milliseconds since 1970
 * @param hashSeed seed of the hash functions of stored data
 * @param idKey key of the mix that makes allocation ids (E15)
 * @param zoneShift logarithm of the length of a zone
 * @param schemaVersion version of the description of the root type
 * @param compatible features that a program may not know
 * @param readOnlyCompatible features that a program which only reads may not know
 * @param incompatible features that every program must know
 */
public record PoolIdentity(
    UUID id,
    long created,
    long hashSeed,
    long idKey,
    int zoneShift,
    int schemaVersion,
    long compatible,
    long readOnlyCompatible,
    long incompatible) {

  /** Returns the identity of a new pool without optional features. */
  public static PoolIdentity create(int zoneShift, RandomGenerator random, long now) {
    return new PoolIdentity(
        new UUID(random.nextLong(), random.nextLong()),
        now,
        random.nextLong(),
        random.nextLong(),
        zoneShift,
        1,
        0,
        0,
        0);
  }

  /** Returns the identity of a pool that keeps the checksums of its pages from now on. */
  public PoolIdentity withPageSums() {
    return withFeatures(readOnlyCompatible | PageSumsFormat.FEATURE);
  }

  private PoolIdentity withFeatures(long features) {
    return new PoolIdentity(
        id, created, hashSeed, idKey, zoneShift, schemaVersion, compatible, features, incompatible);
  }

  /** Whether the pool keeps the checksums of its pages. */
  public boolean keepsPageSums() {
    return (readOnlyCompatible & PageSumsFormat.FEATURE) != 0;
  }

  /** Whether two superblocks with these identities can be of one pool. */
  boolean isOfSamePool(PoolIdentity other) {
    return withFeatures(0).equals(other.withFeatures(0));
  }

  /** Returns how long a pool of this identity may become. */
  public long maximumBytes() {
    return (long) SuperblockFormat.ZONES << zoneShift;
  }
}
