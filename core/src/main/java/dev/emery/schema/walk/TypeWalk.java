package dev.emery.schema.walk;

import dev.emery.schema.Kind;
import dev.emery.schema.Kinds;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the generic types of a root record's components and finds the shape of each, or the first
 * that cannot be stored in a pool.
 *
 * <p>Persistent-safe are primitives and their boxes, strings, enums, {@code Optional}, records,
 * sealed interfaces of records, and kinds that carry the brand of this root, all the way down.
 */
public final class TypeWalk {
  /** More types than a program has: what passes this grows without an end. */
  private static final int MOST_TYPES = 4096;

  /** Types nest in each other at most this deep, and so does the recursion of this walk. */
  private static final int DEEPEST = 400;

  private static final int DEEPEST_TERM = 32;

  private final Kinds kinds;
  private final TypeResolver resolver;
  private final TypeTerm brand;
  private final Map<TypeTerm, Shape> found = new HashMap<>();
  private final List<RecordShape> records = new ArrayList<>();
  private final List<SealedShape> unions = new ArrayList<>();
  private final List<ArgumentRule> rules = new ArrayList<>();
  private final Map<RecordShape, Step> steps = new HashMap<>();
  private final Deque<Step> open = new ArrayDeque<>();

  private record Step(TypeTerm term, Path path) {}

  private TypeWalk(Class<?> root, Kinds kinds) {
    this.kinds = kinds;
    this.resolver = new TypeResolver(kinds);
    this.brand = TypeTerm.of(root);
  }

  /**
   * Walks a root record.
   *
   * @throws dev.emery.NotPersistentSafeException if a type cannot be stored, with the path to it
   */
  public static RecordShape of(Class<?> root, Kinds kinds) {
    Path path = new Path(null, root.getSimpleName());
    if (!root.isRecord()) {
      throw path.refuse(root.getTypeName(), "the root of a pool is a record");
    }
    if (root.getTypeParameters().length > 0) {
      throw path.refuse(root.getTypeName(), "the root of a pool has no type parameters");
    }
    TypeWalk walk = new TypeWalk(root, kinds);
    RecordShape shape = (RecordShape) walk.shape(walk.brand, path);
    shape.makeEntity();
    Traits.settle(walk.records, walk.unions);
    walk.requireFinite();
    walk.rules.forEach(ArgumentRule::require);
    return shape;
  }

  /** The shape of a type outside a record: a cell has a box there, to have a place that stays. */
  private Shape slot(TypeTerm term, Path path) {
    Shape shape = shape(term, path);
    boolean cell = shape instanceof KindShape kind && kind.kind().form() == Kind.Form.CELL;
    return cell ? new BoxShape(shape) : shape;
  }

  private Shape shape(TypeTerm term, Path path) {
    Shape known = found.get(term);
    if (known != null) {
      return known;
    }
    open.addLast(new Step(term, path));
    requireEnd(term, path);
    Shape shape = newShape(term, path);
    found.put(term, shape);
    open.removeLast();
    return shape;
  }

  private Shape newShape(TypeTerm term, Path path) {
    Class<?> type = term.type();
    Scalar scalar = Scalar.of(type);
    if (scalar != null) {
      return scalar;
    }
    if (type.isEnum()) {
      return new EnumShape(type);
    }
    if (type == Optional.class) {
      return new OptionalShape(slot(term.arguments().getFirst(), path.then("value")));
    }
    Kind kind = kinds.find(type);
    if (kind != null) {
      return kindShape(term, kind, path);
    }
    if (type.isRecord()) {
      return recordShape(term, path);
    }
    if (type.isInterface() && type.isSealed()) {
      return sealedShape(term, path);
    }
    throw path.refuse(term);
  }

  private Shape kindShape(TypeTerm term, Kind kind, Path path) {
    TypeTerm last = term.arguments().getLast();
    if (!last.equals(brand)) {
      throw path.refuse(term, "belongs to pools of " + last + ", this is one of " + brand);
    }
    List<Shape> arguments = new ArrayList<>();
    for (int i = 0; i < kind.arguments().size(); i++) {
      Kind.Argument argument = kind.arguments().get(i);
      if (argument.role() != Kind.Role.VOLATILE) {
        Path to = path.then(argument.name());
        Shape shape = slot(term.arguments().get(i), to);
        arguments.add(shape);
        rules.add(new ArgumentRule(argument, shape, term.arguments().get(i), to));
      }
    }
    return new KindShape(kind, List.copyOf(arguments));
  }

  private Shape recordShape(TypeTerm term, Path path) {
    RecordShape shape = new RecordShape(term.type());
    found.put(term, shape);
    records.add(shape);
    steps.put(shape, new Step(term, path));
    RecordAccess.requireOpen(term.type(), path);
    Map<TypeVariable<?>, TypeTerm> bound = bind(term);
    List<RecordShape.Component> components = new ArrayList<>();
    for (RecordComponent component : term.type().getRecordComponents()) {
      Path to = path.then(component.getName());
      TypeTerm declared = resolver.resolve(component.getGenericType(), bound, to);
      components.add(
          new RecordShape.Component(component.getName(), component.getType(), shape(declared, to)));
    }
    shape.complete(components);
    return shape;
  }

  private Shape sealedShape(TypeTerm term, Path path) {
    SealedShape shape = new SealedShape(term.type());
    found.put(term, shape);
    unions.add(shape);
    Map<String, RecordShape> variants = new LinkedHashMap<>();
    addVariants(term, path, variants);
    if (variants.isEmpty()) {
      throw path.refuse(term, "no record is one");
    }
    shape.complete(variants.values());
    return shape;
  }

  private void addVariants(TypeTerm parent, Path path, Map<String, RecordShape> variants) {
    for (Class<?> type : parent.type().getPermittedSubclasses()) {
      Path to = path.then(type.getSimpleName());
      if (!type.isRecord() && !(type.isInterface() && type.isSealed())) {
        throw to.refuse(type.getTypeName(), "only records implement a sealed interface");
      }
      TypeTerm term = subtype(type, parent, to);
      if (term == null) {
        continue; // such as an IntLiteral where the type is Expression<String>
      }
      if (type.isInterface()) {
        addVariants(term, to, variants);
        continue;
      }
      RecordShape shape = (RecordShape) shape(term, to);
      RecordShape other = variants.putIfAbsent(type.getSimpleName(), shape);
      if (other != null && other != shape) {
        throw to.refuse(type.getTypeName(), "another variant has this name");
      }
    }
  }

  private static @Nullable TypeTerm subtype(Class<?> type, TypeTerm parent, Path path) {
    Map<TypeVariable<?>, TypeTerm> bound = new HashMap<>();
    if (!TypeResolver.infer(type, parent, bound)) {
      return null;
    }
    List<TypeTerm> arguments = new ArrayList<>();
    for (TypeVariable<?> variable : type.getTypeParameters()) {
      TypeTerm argument = bound.get(variable);
      if (argument == null) {
        throw path.refuse(
            type.getTypeName(), "nothing says what its type parameter " + variable + " is");
      }
      arguments.add(argument);
    }
    return new TypeTerm(type, List.copyOf(arguments));
  }

  private static Map<TypeVariable<?>, TypeTerm> bind(TypeTerm term) {
    Map<TypeVariable<?>, TypeTerm> bound = new HashMap<>();
    TypeVariable<?>[] variables = term.type().getTypeParameters();
    for (int i = 0; i < variables.length; i++) {
      bound.put(variables[i], term.arguments().get(i));
    }
    return bound;
  }

  private void requireFinite() {
    Finite finite = new Finite(records);
    for (RecordShape record : records) {
      Step step = steps.get(record);
      if (step != null && !finite.contains(record)) {
        throw step.path()
            .refuse(step.term(), "contains itself, so no value can be made; use Optional");
      }
    }
  }

  /** Refuses a record that contains itself with ever larger arguments: E19. */
  private void requireEnd(TypeTerm term, Path path) {
    if (term.depth() <= DEEPEST_TERM && found.size() < MOST_TYPES && open.size() < DEEPEST) {
      return;
    }
    for (Step step : open) {
      List<Step> repeated =
          open.stream().filter(other -> other.term().type() == step.term().type()).toList();
      if (step.term().type().isRecord() && repeated.size() > 2) {
        throw repeated.get(1).path().refuse(repeated.get(1).term(), "endlessly growing type");
      }
    }
    throw path.refuse(term.type().getTypeName(), "types nest too deep");
  }
}
