package dev.emery.schema;

import dev.emery.PoolException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds that a pool knows: those of Emery and of every library that provides some (E36). */
public final class Kinds {
  private static final ClassValue<Kinds> INSTALLED =
      new ClassValue<>() {
        @Override
        protected Kinds computeValue(Class<?> root) {
          return new Kinds(load(root));
        }
      };

  private final Map<Class<?>, Kind> byType = new HashMap<>();

  private Kinds(Iterable<? extends Kind> kinds) {
    Map<String, Kind> byName = new HashMap<>();
    for (Kind kind : kinds) {
      Kind other = byName.putIfAbsent(kind.name(), kind);
      if (other == null) {
        other = byType.putIfAbsent(kind.type(), kind);
      }
      if (other != null && other.getClass() != kind.getClass()) {
        throw new PoolException(
            "two kinds claim one name or type: %s for %s and %s for %s"
                .formatted(
                    other.getClass().getName(),
                    other.type().getName(),
                    kind.getClass().getName(),
                    kind.type().getName()));
      }
    }
  }

  /**
   * The given kinds, for tests and tools.
   *
   * @throws PoolException if two have the same name or the same type
   */
  public static Kinds of(Kind... kinds) {
    return new Kinds(List.of(kinds));
  }

  /**
   * The kinds that are provided as services to the module or class path of {@code root}, and those
   * that are provided to Emery's own.
   *
   * @throws PoolException if two have the same name or the same type
   */
  public static Kinds installed(Class<?> root) {
    return INSTALLED.get(root);
  }

  private static List<Kind> load(Class<?> root) {
    ModuleLayer layer = root.getModule().getLayer();
    Stream<ServiceLoader<Kind>> loaders =
        Stream.of(
            ServiceLoader.load(Kind.class, Kind.class.getClassLoader()),
            ServiceLoader.load(Kind.class, root.getClassLoader()));
    if (layer != null) {
      loaders = Stream.concat(loaders, Stream.of(ServiceLoader.load(layer, Kind.class)));
    }
    return loaders.flatMap(ServiceLoader::stream).map(ServiceLoader.Provider::get).toList();
  }

  /** The kind of a Java type, or null where it is not one. */
  public @Nullable Kind find(Class<?> type) {
    return byType.get(type);
  }
}
