package dev.emery.testsuite.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.emery.pointer.Pointer;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the compile-time checker reads in annotations is what holds when a program runs. */
final class MarksTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String TX_LOCAL = "dev.emery.TxLocal";

  /** Those that hold one of them are dead with it. */
  private static final Set<String> SCOPES =
      Set.of(
          "dev.emery.transaction.Journal",
          "dev.emery.transaction.ReadScope",
          "dev.emery.transaction.Scope",
          "dev.emery.engine.Transaction",
          "dev.emery.engine.EngineScope");

  private static JavaClasses library;

  @BeforeAll
  static void readModules() {
    List<Path> classes =
        Stream.of("core", "collections")
            .map(module -> ROOT.resolve(module).resolve("target/classes"))
            .toList();
    library = new ClassFileImporter().importPaths(classes);
  }

  private static List<Kind> kinds() {
    return ServiceLoader.load(Kind.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(kind -> kind.getClass().getPackageName().startsWith("dev.emery."))
        .toList();
  }

  private static Stream<JavaClass> exported() {
    return library.stream()
        .filter(type -> PackageArrows.isExported(type.getPackageName()))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static boolean isTxLocal(JavaClass type) {
    return type.isAnnotatedWith(TX_LOCAL);
  }

  @Test
  void kinds_all_sayWhatTheAnnotationOfTheirTypeSays() {
    assertThat(kinds()).hasSizeGreaterThan(30);
    for (Kind kind : kinds()) {
      Persistent said = kind.type().getAnnotation(Persistent.class);
      assertThat(said).as("@Persistent of %s", kind.type()).isNotNull();
      assertThat(said.value())
          .as("roles of %s", kind)
          .containsExactlyElementsOf(kind.arguments().stream().map(Kind.Argument::role).toList());
      assertThat(said.isShareable()).as("isShareable of %s", kind).isEqualTo(kind.isShareable());
    }
  }

  @Test
  void annotatedTypes_all_haveAKind() {
    Set<String> ofKinds =
        kinds().stream().map(kind -> kind.type().getName()).collect(Collectors.toSet());
    assertThat(
            library.stream()
                .filter(type -> type.isAnnotatedWith(Persistent.class) && !type.isInterface()))
        .extracting(JavaClass::getName)
        .containsExactlyInAnyOrderElementsOf(ofKinds);
  }

  @Test
  void txLocal_areScopesPointersAndWhatHoldsAScope() {
    List<JavaClass> handedOut =
        exported()
            .filter(type ->
                type.isAssignableTo(Scope.class)
                    || type.isAssignableTo(Pointer.class)
                    || type.getAllFields().stream().anyMatch(MarksTest::isScope))
            .toList();
    assertThat(handedOut).hasSizeGreaterThan(9);
    assertThat(handedOut).allMatch(MarksTest::isTxLocal, "is @TxLocal");
  }

  private static boolean isScope(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC)
        && SCOPES.contains(field.getRawType().getName());
  }

  @Test
  void txLocal_noCellCollectionOrWeakPointerIs() {
    assertThat(exported().filter(MarksTest::isTxLocal).map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "Journal",
            "ReadScope",
            "Scope",
            "Savepoint",
            "Pointer",
            "Pbox",
            "Prc",
            "Parc",
            "Ref",
            "RefMut",
            "PMutexGuard",
            "TxList",
            "TxMap");
    assertThat(library.get(Journal.class)).matches(MarksTest::isTxLocal);
  }
}
