package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import java.util.ArrayList;
import java.util.List;

/** What a collection promises through a door, in the words of the suites. */
final class Features {
  /*
   * Through a view to edit everything may be changed, and iterators fail fast. The view that commits
   * each call has weakly consistent iterators (E31), so nothing is said about them. Nothing may be
   * null.
   */
  private Features() {}

  static List<Feature<?>> ofList(Door door) {
    return of(door, ListFeature.GENERAL_PURPOSE);
  }

  static List<Feature<?>> ofCollection(Door door) {
    return of(door, CollectionFeature.GENERAL_PURPOSE);
  }

  static List<Feature<?>> ofMap(Door door) {
    List<Feature<?>> features = of(door, MapFeature.GENERAL_PURPOSE);
    if (door == Door.EDIT) {
      features.add(MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION);
    }
    return features;
  }

  private static List<Feature<?>> of(Door door, Feature<?> changing) {
    List<Feature<?>> features = new ArrayList<>(List.of(CollectionSize.ANY));
    if (door.changes()) {
      features.add(changing);
      features.add(CollectionFeature.SUPPORTS_ITERATOR_REMOVE);
    }
    if (door == Door.EDIT) {
      features.add(CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION);
    }
    return features;
  }
}
