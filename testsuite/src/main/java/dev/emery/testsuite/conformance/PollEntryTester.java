package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static com.google.common.collect.testing.features.MapFeature.SUPPORTS_REMOVE;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.List;

/** Tests how entries are taken from the ends of a sequenced map. */
public final class PollEntryTester<K, V> extends SequencedMapTester<K, V> {

  /** JUnit makes one for each test. */
  public PollEntryTester() {}

  @MapFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPollFirstEntry_present() {
    assertEquals(original().getFirst(), sequenced().pollFirstEntry());
    expectOrder(original().subList(1, getNumEntries()));
  }

  @MapFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPollLastEntry_present() {
    assertEquals(original().getLast(), sequenced().pollLastEntry());
    expectOrder(original().subList(0, getNumEntries() - 1));
  }

  @MapFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testReversed_pollEntries() {
    assertEquals(original().getLast(), sequenced().reversed().pollFirstEntry());
    expectOrder(original().subList(0, getNumEntries() - 1));
  }

  @MapFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(ZERO)
  public void testPoll_empty() {
    assertNull(sequenced().pollFirstEntry());
    assertNull(sequenced().pollLastEntry());
    assertNull(sequenced().reversed().pollFirstEntry());
  }

  @MapFeature.Require(SUPPORTS_REMOVE)
  public void testReversed_clear() {
    sequenced().reversed().clear();
    expectOrder(List.of());
  }

  @MapFeature.Require(absent = SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPoll_unsupported() {
    assertThrows(UnsupportedOperationException.class, () -> sequenced().pollFirstEntry());
    assertThrows(UnsupportedOperationException.class, () -> sequenced().pollLastEntry());
    expectOrder(original());
  }
}
