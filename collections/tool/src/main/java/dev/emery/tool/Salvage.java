package dev.emery.tool;

import dev.emery.PoolException;
import dev.emery.cell.LazyCell;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PBytes;
import dev.emery.collections.PString;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Pointer;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.PMutex;
import dev.emery.transaction.Journal;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Copies what can be read of a pool into a new one. What cannot be read takes with it the smallest
 * part that can be left out: an element, an entry, the content of a cell of {@code Optional}, or a
 * component of the root, which becomes empty.
 */
final class Salvage {
  private static final long STACK = 1L << 29; // chains of pointers are copied by recursion
  private static final int MOST_LINES = 10_000;
  private static final int MOST_FAILURES = 100; // in a row, of one list

  private final Pool<?> pool;
  private final long most; // elements of one collection, which may lead in a circle
  private final List<String> lost = new ArrayList<>();
  private final Map<Pointer<?, ?>, @Nullable Pointer<?, ?>> shared = new HashMap<>();
  private final List<Later> later = new ArrayList<>();
  private final TreeSet<String> orders = new TreeSet<>();

  /** A cell that gets a pointer when the new pool is there: in a circle, or a weak one. */
  private record Later(PCell<?, ?> cell, Pointer<?, ?> target, boolean weak, String path) {}

  /** Something that cannot be read; the message says what and why. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  private Salvage(Pool<?> pool) {
    this.pool = pool;
    this.most = pool.statistics().fileBytes() / Short.BYTES;
  }

  /**
   * Copies a pool, and returns a line for each thing that is lost.
   *
   * @throws PoolException if not even the root can be read, or the new pool cannot be written
   */
  static List<String> run(Pool<?> pool, Path target) {
    var task = new FutureTask<>(() -> new Salvage(pool).copyTo(target));
    new Thread(null, task, "salvage", STACK).start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PoolException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PoolException known
          ? known
          : new PoolException("cannot salvage pool: " + e.getCause(), e);
    }
  }

  private List<String> copyTo(Path target) {
    Record root = root((Record) pool.root());
    write(target, root.getClass(), root);
    return lost;
  }

  private <R extends Record> void write(Path target, Class<R> type, Record root) {
    PoolOptions options = ForeignPool.withOrders(PoolOptions.defaults().mustBeNew(), orders);
    try (Pool<R> fresh = Pool.open(target, type, () -> type.cast(root), options)) {
      fresh.transaction(j -> later.forEach(each -> complete(each, j)));
    }
  }

  @SuppressWarnings("unchecked") // the cell had such a content in the old pool
  private <R> void complete(Later each, Journal<R> j) {
    PCell<Object, R> cell = (PCell<Object, R>) each.cell();
    switch (shared.get(each.target())) {
      case Prc<?, ?> copied -> cell.set(j, each.weak() ? copied.downgrade() : Optional.of(copied));
      case Parc<?, ?> copied -> cell.set(j, each.weak() ? copied.downgrade() : Optional.of(copied));
      case null, default -> lose(each.path() + ": its target is lost");
    }
  }

  private void lose(String line) {
    if (lost.size() == MOST_LINES) {
      throw new PoolException("cannot salvage pool: more is lost than can be listed");
    }
    lost.add(line);
  }

  // ---- records

  private Record root(Record old) {
    RecordComponent[] components = old.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String path = components[i].getName();
      try {
        values[i] = copy(Handles.component(components[i], old), path);
      } catch (Unreadable e) {
        lose(path + ": " + e.getMessage());
        values[i] = EmptyValue.of(components[i].getGenericType());
      }
    }
    return make(old.getClass(), values);
  }

  private Object record(Record old, String path) throws Unreadable {
    RecordComponent[] components = old.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = copy(Handles.component(components[i], old), path + "." + components[i].getName());
    }
    return make(old.getClass(), values);
  }

  static Record make(Class<?> type, @Nullable Object... values) {
    try {
      return (Record) type.getConstructors()[0].newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new PoolException("cannot make a record " + type.getSimpleName(), e);
    }
  }

  // ---- values

  private Object copy(Object value, String path) throws Unreadable {
    try {
      return switch (value) {
        case Optional<?> optional -> optional(optional, path);
        case PLong<?> cell -> PLong.of(cell.get());
        case PInt<?> cell -> PInt.of(cell.get());
        case PDouble<?> cell -> PDouble.of(cell.get());
        case PBool<?> cell -> PBool.of(cell.get());
        case PCell<?, ?> cell -> cell(cell, path);
        case PRefCell<?, ?> cell -> PRefCell.of(copy(cell.read(), path));
        case PMutex<?, ?> mutex -> PMutex.of(copy(mutex.peek(), path));
        case VCell<?, ?> _ -> VCell.empty();
        case TCell<?, ?> _ -> new TCell<>();
        case LazyCell<?, ?> _ -> new LazyCell<>();
        case Pbox<?, ?> box -> Pbox.of(copy(box.get(), path));
        case Prc<?, ?> pointer -> pointer(pointer, path);
        case Parc<?, ?> pointer -> pointer(pointer, path);
        case Prc.PWeak<?, ?> _, Parc.PWeak<?, ?> _ ->
            throw new Unreadable("weak pointers outside of cells are not copied");
        case PString<?> text -> PString.of(text.toString());
        case PBytes<?> bytes -> PBytes.of(bytes.toByteArray());
        case Record record -> record(record, path);
        case Map<?, ?> map -> Remake.map(map, entries(map, path), orders);
        case Collection<?> elements ->
            Remake.collection(elements, elements(elements, path), orders);
        default -> value; // numbers, texts, constants
      };
    } catch (PoolException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Optional<?> optional(Optional<?> optional, String path) {
    if (optional.isEmpty()) {
      return optional;
    }
    try {
      return Optional.of(copy(optional.get(), path));
    } catch (Unreadable e) {
      lose(path + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A cell; what has no copy yet comes into it when everything else is in the new pool. */
  private PCell<?, ?> cell(PCell<?, ?> old, String path) throws Unreadable {
    Object content = old.get();
    if (content instanceof Optional<?> optional
        && optional.orElse(null) instanceof Pointer<?, ?> pointer
        && shared.containsKey(pointer)
        && shared.get(pointer) == null) {
      return later(PCell.of(Optional.empty()), pointer, false, path);
    }
    return switch (content) {
      case Prc.PWeak<?, ?> _ ->
          later(PCell.of(Prc.PWeak.empty()), Handles.target(pool, content), true, path);
      case Parc.PWeak<?, ?> _ ->
          later(PCell.of(Parc.PWeak.empty()), Handles.target(pool, content), true, path);
      default -> PCell.of(copy(content, path));
    };
  }

  private PCell<?, ?> later(
      PCell<?, ?> cell, @Nullable Pointer<?, ?> target, boolean weak, String path) {
    if (target != null) {
      later.add(new Later(cell, target, weak, path));
    }
    return cell;
  }

  private Pointer<?, ?> pointer(Pointer<?, ?> old, String path) throws Unreadable {
    if (shared.containsKey(old)) {
      Pointer<?, ?> copied = shared.get(old);
      if (copied == null) {
        throw new Unreadable("a circle of pointers that is not closed by a cell of Optional");
      }
      return copied;
    }
    shared.put(old, null);
    try {
      Object content = copy(old.get(), path);
      Pointer<?, ?> copied = old instanceof Prc<?, ?> ? Prc.of(content) : Parc.of(content);
      shared.put(old, copied);
      return copied;
    } catch (Unreadable | PoolException e) {
      shared.remove(old);
      throw e;
    }
  }

  // ---- collections

  private List<Object> elements(Collection<?> old, String path) {
    List<Object> copies = new ArrayList<>();
    if (old instanceof List<?> list && list instanceof RandomAccess) {
      fill(copies, list, path);
      return copies;
    }
    forEach(old, path, (i, element) -> copies.add(copy(element, path + "[" + i + "]")));
    return copies;
  }

  /** Of what has an index each element is tried. */
  private void fill(List<Object> copies, List<?> old, String path) {
    int size = (int) Math.min(old.size(), most);
    int failures = 0;
    for (int i = 0; i < size && failures < MOST_FAILURES; i++) {
      String name = path + "[" + i + "]";
      try {
        copies.add(copy(old.get(i), name));
        failures = 0;
      } catch (Unreadable | PoolException e) {
        failures++;
        lose(name + (failures < MOST_FAILURES ? ": " : " and what follows: ") + e.getMessage());
      }
    }
    if (size < old.size()) {
      lose(path + " and what follows: more elements than there is room for, size=" + old.size());
    }
  }

  private Map<Object, Object> entries(Map<?, ?> old, String path) {
    Map<Object, Object> copies = new LinkedHashMap<>();
    if (old instanceof SortedMap<?, ?>) { // of an order that is not known here: nothing is found
      forEach(
          old.entrySet(),
          path,
          (_, element) -> {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) element;
            put(copies, entry.getKey(), entry.getValue(), path);
          });
    } else { // a key may be readable where its value is not
      forEach(old.keySet(), path, (_, key) -> put(copies, key, old.get(key), path));
    }
    return copies;
  }

  private void put(Map<Object, Object> copies, Object key, @Nullable Object value, String path)
      throws Unreadable {
    String name = path + "[" + key + "]";
    if (value == null) {
      throw new Unreadable("cannot be found by its key");
    }
    copies.put(copy(key, name), copy(value, name));
  }

  private interface Step {
    void take(int index, Object element) throws Unreadable;
  }

  /** Goes on behind what cannot be read, as long as it comes on. */
  private void forEach(Collection<?> old, String path, Step step) {
    Iterator<?> next = iterator(old, path);
    int failures = 0;
    for (int i = 0; failures < MOST_FAILURES && hasNext(next, path, i); i++) {
      Object element = null;
      try {
        element = next.next();
        step.take(i, element);
        failures = 0;
      } catch (Unreadable | PoolException e) {
        failures++;
        String name = path + "[" + (element == null ? i : element) + "]";
        lose(name + (failures < MOST_FAILURES ? ": " : " and what follows: ") + e.getMessage());
      }
    }
  }

  private Iterator<?> iterator(Collection<?> old, String path) {
    try {
      return old.iterator();
    } catch (PoolException e) {
      lose(path + ": " + e.getMessage());
      return List.of().iterator();
    }
  }

  private boolean hasNext(Iterator<?> next, String path, int index) {
    if (index >= most) {
      lose(path + "[" + index + "] and what follows: more elements than there is room for");
      return false;
    }
    try {
      return next.hasNext();
    } catch (PoolException e) {
      lose(path + "[" + index + "] and what follows: " + e.getMessage());
      return false;
    }
  }
}
