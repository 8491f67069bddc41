package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static com.google.common.collect.testing.features.MapFeature.SUPPORTS_PUT;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.List;
import java.util.Map;

/** Tests how entries are put at the ends of a sequenced map. */
public final class SequencedMapPutTester<K, V> extends SequencedMapTester<K, V> {

  /** JUnit makes one for each test. */
  public SequencedMapPutTester() {}

  @MapFeature.Require(SUPPORTS_PUT)
  public void testPutFirst_new() {
    assertNull(sequenced().putFirst(k3(), v3()));
    List<Map.Entry<K, V>> expected = original();
    expected.addFirst(entry(k3(), v3()));
    expectOrder(expected);
  }

  @MapFeature.Require(SUPPORTS_PUT)
  public void testPutLast_new() {
    assertNull(sequenced().putLast(k3(), v3()));
    List<Map.Entry<K, V>> expected = original();
    expected.addLast(entry(k3(), v3()));
    expectOrder(expected);
  }

  @MapFeature.Require(SUPPORTS_PUT)
  @CollectionSize.Require(absent = ZERO)
  public void testPutFirst_presentMoves() {
    List<Map.Entry<K, V>> expected = original();
    Map.Entry<K, V> last = expected.removeLast();
    assertEquals(last.getValue(), sequenced().putFirst(last.getKey(), v3()));
    expected.addFirst(entry(last.getKey(), v3()));
    expectOrder(expected);
  }

  @MapFeature.Require(SUPPORTS_PUT)
  @CollectionSize.Require(absent = ZERO)
  public void testPutLast_presentMoves() {
    List<Map.Entry<K, V>> expected = original();
    Map.Entry<K, V> first = expected.removeFirst();
    assertEquals(first.getValue(), sequenced().putLast(first.getKey(), v3()));
    expected.addLast(entry(first.getKey(), v3()));
    expectOrder(expected);
  }

  @MapFeature.Require(SUPPORTS_PUT)
  @CollectionSize.Require(absent = ZERO)
  public void testPut_presentStays() {
    List<Map.Entry<K, V>> expected = original();
    Map.Entry<K, V> first = expected.removeFirst();
    assertEquals(first.getValue(), sequenced().put(first.getKey(), v3()));
    expected.addFirst(entry(first.getKey(), v3()));
    expectOrder(expected);
  }

  @MapFeature.Require(SUPPORTS_PUT)
  public void testReversed_putFirstAndLast() {
    assertNull(sequenced().reversed().putFirst(k3(), v3()));
    assertNull(sequenced().reversed().putLast(k4(), v4()));
    List<Map.Entry<K, V>> expected = original();
    expected.addLast(entry(k3(), v3()));
    expected.addFirst(entry(k4(), v4()));
    expectOrder(expected);
  }

  @MapFeature.Require(absent = SUPPORTS_PUT)
  public void testPutAtEnds_unsupported() {
    assertThrows(UnsupportedOperationException.class, () -> sequenced().putFirst(k3(), v3()));
    assertThrows(UnsupportedOperationException.class, () -> sequenced().putLast(k3(), v3()));
    assertThrows(
        UnsupportedOperationException.class, () -> sequenced().reversed().putFirst(k3(), v3()));
    expectOrder(original());
  }
}
