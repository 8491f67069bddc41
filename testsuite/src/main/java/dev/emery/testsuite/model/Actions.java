package dev.emery.testsuite.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be done to any list and any map. */
public final class Actions {
  private static final int MANY = 300;

  private Actions() {}

  private static <E> List<E> some(Function<Random, E> element, Random r) {
    List<E> some = new ArrayList<>();
    for (int i = r.nextInt(r.nextInt(8) == 0 ? MANY : 8); i > 0; i--) {
      some.add(element.apply(r));
    }
    return some;
  }

  /** Actions on lists. */
  public static <E extends Comparable<? super E>> List<Action<List<E>>> ofList(
      Function<Random, E> element) {
    return List.of(
        (list, twin, r) -> {
          E e = element.apply(r);
          int at = r.nextInt(twin.size() + 1);
          list.add(at, e);
          twin.add(at, e);
        },
        (list, twin, r) -> {
          List<E> some = some(element, r);
          int at = r.nextInt(twin.size() + 1);
          Action.same(list.addAll(at, some), twin.addAll(at, some));
        },
        (list, twin, r) -> {
          if (!twin.isEmpty()) {
            int at = r.nextInt(twin.size());
            Action.same(list.remove(at), twin.remove(at));
          }
        },
        (list, twin, r) -> {
          if (!twin.isEmpty()) {
            int at = r.nextInt(twin.size());
            E e = element.apply(r);
            Action.same(list.set(at, e), twin.set(at, e));
          }
        },
        (list, twin, r) -> {
          int from = r.nextInt(twin.size() + 1);
          int to = Math.min(twin.size(), from + r.nextInt(twin.size() / 4 + 2));
          list.subList(from, to).clear();
          twin.subList(from, to).clear();
        },
        (list, twin, r) -> {
          int at = r.nextInt(twin.size() + 1);
          Collections.sort(list.subList(0, at));
          Collections.sort(twin.subList(0, at));
        },
        (list, twin, r) -> {
          E e = element.apply(r);
          Action.same(list.remove(e), twin.remove(e));
          Action.same(list.indexOf(e), twin.indexOf(e));
        },
        Actions::iterateList);
  }

  private static <E> void iterateList(List<E> list, List<E> twin, Random r) {
    int at = r.nextInt(twin.size() + 1);
    ListIterator<E> one = list.listIterator(at);
    ListIterator<E> other = twin.listIterator(at);
    for (int i = 0; i < 10; i++) {
      boolean back = r.nextInt(3) == 0;
      if (back ? other.hasPrevious() : other.hasNext()) {
        E e = back ? other.previous() : other.next();
        Action.same(back ? one.previous() : one.next(), e);
        switch (r.nextInt(6)) {
          case 0 -> {
            one.remove();
            other.remove();
          }
          case 1 -> {
            one.add(e);
            other.add(e);
          }
          default -> Action.same(one.nextIndex(), other.nextIndex());
        }
      }
    }
  }

  /** Actions on maps of any kind. */
  public static <K, V, M extends Map<K, V>> List<Action<M>> ofMap(
      Function<Random, K> key,
      Function<Random, V> value,
      BiFunction<? super V, ? super V, ? extends V> merging) {
    return List.of(
        (map, twin, r) -> {
          K k = key.apply(r);
          V v = value.apply(r);
          sameOrNone(map.put(k, v), twin.put(k, v));
        },
        (map, twin, r) -> {
          K k = key.apply(r);
          V v = value.apply(r);
          sameOrNone(map.merge(k, v, merging), twin.merge(k, v, merging));
        },
        (map, twin, r) -> {
          K k = key.apply(r);
          sameOrNone(map.remove(k), twin.remove(k));
          sameOrNone(map.get(k), twin.get(k));
        },
        (map, twin, r) -> {
          K k = key.apply(r);
          V v = value.apply(r);
          boolean removes = r.nextBoolean();
          sameOrNone(
              map.compute(k, (_, old) -> old == null || !removes ? v : null),
              twin.compute(k, (_, old) -> old == null || !removes ? v : null));
        },
        (map, twin, r) -> {
          Map<K, V> more = new HashMap<>();
          some(key, r).forEach(k -> more.put(k, value.apply(r)));
          map.putAll(more);
          twin.putAll(more);
        },
        (map, twin, r) -> {
          int divisor = 2 + r.nextInt(9);
          Iterator<K> keys = map.keySet().iterator();
          while (keys.hasNext()) {
            if (Math.floorMod(keys.next().hashCode(), divisor) == 0) {
              keys.remove();
            }
          }
          twin.keySet().removeIf(k -> Math.floorMod(k.hashCode(), divisor) == 0);
        },
        (map, twin, r) -> {
          V v = value.apply(r);
          map.replaceAll((k, old) -> (k.hashCode() & 1) == 0 ? v : old);
          twin.replaceAll((k, old) -> (k.hashCode() & 1) == 0 ? v : old);
        });
  }

  private static void sameOrNone(@Nullable Object found, @Nullable Object expected) {
    Action.same(Optional.ofNullable(found), Optional.ofNullable(expected));
  }
}
