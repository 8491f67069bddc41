package dev.emery.schema;

import java.util.List;

/**
 * A persistent type that is not a record: a cell, a pointer or a collection. Emery finds kinds as
 * services, by {@code provides dev.emery.schema.Kind with …} and by {@code META-INF/services}, so a
 * library adds its own structures by adding a class.
 *
 * <p>The Java type of a kind has its arguments first and the brand, the root record of the pool, as
 * its last type parameter. A kind is known to a pool by its {@link #name}, never by a class name.
 *
 * {@snippet :
 * public final class CounterKind extends Kind {
 *   public CounterKind() {
 *     super("com.acme.Counter", Counter.class, Form.CELL);
 *   }
 *
 *   @Override
 *   public Codec<?> codec(List<Codec<?>> arguments) {
 *     return new CounterCodec();
 *   }
 * }
 * }
 */
public abstract class Kind {
  private final String name;
  private final Class<?> type;
  private final Form form;
  private final List<Argument> arguments;

  /** Where the values of a kind lie. */
  public enum Form {
    /**
     * In the block of their entity, at a place that never moves. As an argument, such as the
     * element of a collection, a cell gets a block of its own. {@link Kind#codec} gives the codec.
     */
    CELL,
    /**
     * In any slot, as a reference to an object; entities and collections as well as values of an
     * argument are objects then: {@link Codec#object} of each argument gives its type. {@link
     * Kind#codec} gives the codec.
     */
    POINTER,
    /** In a block of their own, with an owning reference. {@link Kind#object} gives the type. */
    OBJECT
  }

  /** What a kind does with an argument. */
  public enum Role {
    /** Holds persistent values of it. */
    VALUE,
    /**
     * Looks values of it up by their encoding, so that they can neither be nor contain entities.
     */
    KEY,
    /** As {@link #KEY}, and keeps them in their natural order, which may then not change. */
    ORDERED_KEY,
    /** Holds persistent values of it in their natural order, which may then not change. */
    ORDERED,
    /** Shares values of it between threads, so that no kind in it may be confined to one. */
    SHARED,
    /** Holds it on the Java heap only: any type without a pointer in it. It gets no codec. */
    VOLATILE
  }

  /**
   * A type argument of a kind.
   *
   * @param name how messages name it, such as {@code key} or {@code element}
   */
  public record Argument(String name, Role role) {}

  /**
   * Creates a kind.
   *
   * @param name the name in the schema of a pool, such as {@code PVec}; third parties put their
   *     domain before it, as in {@code com.acme.Trie}
   * @param type the Java type; its last type parameter is the brand
   * @param arguments the type arguments before the brand
   */
  protected Kind(String name, Class<?> type, Form form, Argument... arguments) {
    if (!isName(name)) {
      throw new IllegalArgumentException("name of a kind: " + name);
    }
    if (type.getTypeParameters().length != arguments.length + 1) {
      throw new IllegalArgumentException(
          "kind "
              + name
              + " has type parameters "
              + List.of(type.getTypeParameters())
              + ": its arguments and the brand are "
              + (arguments.length + 1));
    }
    this.name = name;
    this.type = type;
    this.form = form;
    this.arguments = List.of(arguments);
  }

  /** The name in the schema of a pool. */
  public final String name() {
    return name;
  }

  /** The Java type. */
  public final Class<?> type() {
    return type;
  }

  /** Where the values lie. */
  public final Form form() {
    return form;
  }

  /** The type arguments before the brand. */
  public final List<Argument> arguments() {
    return arguments;
  }

  /**
   * Whether values may be used by several threads at a time, as an argument of {@link Role#SHARED}.
   */
  public boolean isShareable() {
    return true;
  }

  /**
   * Makes the codec of a cell or pointer. The arguments may still be under construction where types
   * are recursive: their width, alignment and {@link Codec#object} can be asked for, nothing else.
   *
   * @param arguments the codecs of the arguments that are not {@link Role#VOLATILE}
   */
  public Codec<?> codec(List<Codec<?>> arguments) {
    throw new UnsupportedOperationException("kind " + name + " has no codec of its own");
  }

  /**
   * Makes the type of a collection. The arguments may still be under construction, as for {@link
   * #codec}.
   *
   * @param tag the tag of its blocks in this pool
   * @param arguments the codecs of the arguments that are not {@link Role#VOLATILE}
   */
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    throw new UnsupportedOperationException("kind " + name + " has no blocks of its own");
  }

  @Override
  public final String toString() {
    return name;
  }

  private static boolean isName(String name) {
    return name.length() <= 200
        && name.matches("[A-Z]\\w*|\\w+(\\.\\w+)+")
        && !name.equals("Optional")
        && !name.equals("String");
  }
}
