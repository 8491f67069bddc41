package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionSize;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Tests how a sequenced collection is read from both ends. */
public final class SequencedReadTester<E> extends SequencedTester<E> {

  /** JUnit makes one for each test. */
  public SequencedReadTester() {}

  @CollectionSize.Require(absent = ZERO)
  public void testGetFirst_present() {
    assertEquals(original().getFirst(), sequenced().getFirst());
    assertEquals(original().getLast(), sequenced().reversed().getFirst());
  }

  @CollectionSize.Require(absent = ZERO)
  public void testGetLast_present() {
    assertEquals(original().getLast(), sequenced().getLast());
    assertEquals(original().getFirst(), sequenced().reversed().getLast());
  }

  @CollectionSize.Require(ZERO)
  public void testGetFirst_empty() {
    assertThrows(NoSuchElementException.class, () -> sequenced().getFirst());
    assertThrows(NoSuchElementException.class, () -> sequenced().reversed().getFirst());
  }

  @CollectionSize.Require(ZERO)
  public void testGetLast_empty() {
    assertThrows(NoSuchElementException.class, () -> sequenced().getLast());
    assertThrows(NoSuchElementException.class, () -> sequenced().reversed().getLast());
  }

  public void testReversed_iterates() {
    expectOrder(original());
  }

  public void testReversed_twice() {
    assertEquals(original(), new ArrayList<>(sequenced().reversed().reversed()));
  }

  public void testReversed_sizeAndContains() {
    assertEquals(original().size(), sequenced().reversed().size());
    assertEquals(original().isEmpty(), sequenced().reversed().isEmpty());
    for (E element : original()) {
      assertTrue(sequenced().reversed().contains(element));
    }
    assertFalse(sequenced().reversed().contains(e3()));
  }

  public void testReversed_bulkReads() {
    List<E> expected = original().reversed();
    assertEquals(expected, List.of(sequenced().reversed().toArray()));
    assertEquals(expected, sequenced().reversed().stream().toList());
    List<E> seen = new ArrayList<>();
    sequenced().reversed().forEach(seen::add);
    assertEquals(expected, seen);
  }

  public void testReversed_toString() {
    assertEquals(original().reversed().toString(), sequenced().reversed().toString());
  }
}
