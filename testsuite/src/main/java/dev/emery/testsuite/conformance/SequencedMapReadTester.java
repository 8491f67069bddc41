package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tests how a sequenced map is read from both ends. */
public final class SequencedMapReadTester<K, V> extends SequencedMapTester<K, V> {

  /** JUnit makes one for each test. */
  public SequencedMapReadTester() {}

  private List<K> keys() {
    return original().stream().map(Map.Entry::getKey).toList();
  }

  private List<V> values() {
    return original().stream().map(Map.Entry::getValue).toList();
  }

  @CollectionSize.Require(absent = ZERO)
  public void testFirstAndLastEntry_present() {
    assertEquals(original().getFirst(), sequenced().firstEntry());
    assertEquals(original().getLast(), sequenced().lastEntry());
    assertEquals(original().getLast(), sequenced().reversed().firstEntry());
    assertEquals(original().getFirst(), sequenced().reversed().lastEntry());
  }

  @CollectionSize.Require(ZERO)
  public void testFirstAndLastEntry_empty() {
    assertNull(sequenced().firstEntry());
    assertNull(sequenced().lastEntry());
    assertNull(sequenced().reversed().firstEntry());
    assertNull(sequenced().reversed().lastEntry());
  }

  @CollectionSize.Require(absent = ZERO)
  public void testFirstEntry_isACopy() {
    V other = v3();
    assertThrows(
        UnsupportedOperationException.class, () -> sequenced().firstEntry().setValue(other));
    expectOrder(original());
  }

  public void testReversed_iterates() {
    expectOrder(original());
    assertEquals(original(), new ArrayList<>(sequenced().reversed().reversed().entrySet()));
  }

  public void testReversed_reads() {
    for (Map.Entry<K, V> entry : original()) {
      assertEquals(entry.getValue(), sequenced().reversed().get(entry.getKey()));
    }
    assertNull(sequenced().reversed().get(k3()));
    assertEquals(original().size(), sequenced().reversed().size());
  }

  public void testReversed_equals() {
    assertEquals(sequenced().hashCode(), sequenced().reversed().hashCode());
    assertTrue(sequenced().reversed().equals(sequenced()));
  }

  public void testSequencedKeySet_iterates() {
    assertEquals(keys(), new ArrayList<>(sequenced().sequencedKeySet()));
    assertEquals(keys().reversed(), new ArrayList<>(sequenced().sequencedKeySet().reversed()));
    assertEquals(keys().reversed(), new ArrayList<>(sequenced().reversed().sequencedKeySet()));
  }

  public void testSequencedValues_iterates() {
    assertEquals(values(), new ArrayList<>(sequenced().sequencedValues()));
    assertEquals(values().reversed(), new ArrayList<>(sequenced().sequencedValues().reversed()));
    assertEquals(values().reversed(), new ArrayList<>(sequenced().reversed().sequencedValues()));
  }

  public void testSequencedEntrySet_iterates() {
    assertEquals(original(), new ArrayList<>(sequenced().sequencedEntrySet()));
    assertEquals(
        original().reversed(), new ArrayList<>(sequenced().sequencedEntrySet().reversed()));
  }
}
