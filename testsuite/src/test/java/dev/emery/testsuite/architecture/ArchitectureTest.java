package dev.emery.testsuite.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.emery.testsuite.architecture.SourceTree.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the sizes of files, the arrows between packages, and what the library never touches. */
final class ArchitectureTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final int LONGEST_FILE = 600;
  private static final int NINE_IN_TEN_FILES = 400;
  private static final int MEDIAN_FILE = 150;

  /** Methods that need --enable-native-access, of types that are welcome otherwise. */
  private static final Set<String> RESTRICTED =
      Set.of(
          "java.lang.foreign.MemorySegment.reinterpret",
          "java.lang.foreign.AddressLayout.withTargetLayout",
          "java.lang.ModuleLayer$Controller.enableNativeAccess",
          "java.lang.System.load",
          "java.lang.System.loadLibrary",
          "java.lang.Runtime.load",
          "java.lang.Runtime.loadLibrary");

  private static final Set<String> FOREIGN_CODE =
      Set.of("java.lang.foreign.Linker", "java.lang.foreign.SymbolLookup");

  private static SourceTree sources;
  private static JavaClasses library;

  @BeforeAll
  static void readModules() {
    sources = SourceTree.ofModules(ROOT, "core", "collections", "samples", "testsuite");
    List<Path> classes =
        Stream.of("core", "collections")
            .map(module -> ROOT.resolve(module).resolve("target/classes"))
            .toList();
    assertThat(classes).as("compiled modules").allMatch(Files::isDirectory);
    library = new ClassFileImporter().importPaths(classes);
    assertThat(library).as("classes of core and collections").isNotEmpty();
  }

  @Test
  void sourceFile_any_isNotLongerThan600Lines() {
    assertThat(sources.files().stream().filter(file -> file.lines() > LONGEST_FILE))
        .as("main sources above %d lines", LONGEST_FILE)
        .isEmpty();
  }

  @Test
  void sourceFiles_nineInTen_areNotLongerThan400Lines() {
    assertThat(sources.quantile(0.9)).as(longestFiles()).isLessThanOrEqualTo(NINE_IN_TEN_FILES);
  }

  @Test
  void sourceFiles_median_isNotLongerThan150Lines() {
    assertThat(sources.quantile(0.5)).as(longestFiles()).isLessThanOrEqualTo(MEDIAN_FILE);
  }

  @Test
  void packages_ofTheLibrary_haveArrows() {
    assertThat(library.stream().map(JavaClass::getPackageName).distinct())
        .as("packages; a new one needs its arrows in PackageArrows")
        .allMatch(name -> name.isEmpty() || PackageArrows.knows(name));
  }

  @Test
  void packages_ofTheLibrary_useOnlyWhatTheirArrowsAllow() {
    assertThat(library.stream().flatMap(ArchitectureTest::forbiddenUses))
        .as("uses against the arrows")
        .isEmpty();
  }

  @Test
  void arrows_followed_neverLeadBack() {
    PackageArrows.reachable()
        .forEach((from, reached) -> assertThat(reached).as("from %s", from).doesNotContain(from));
  }

  @Test
  void library_never_deserializesOrUsesUnsafe() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("sun.misc.Unsafe")
        .check(library);
  }

  @Test
  void library_never_loadsClassesByName() {
    noClasses()
        .should()
        .accessTargetWhere(is("a call of Class.forName", Set.of("java.lang.Class.forName")))
        .check(library);
  }

  @Test
  void library_never_declaresNativeMethods() {
    noMethods().should().haveModifier(JavaModifier.NATIVE).allowEmptyShould(true).check(library);
  }

  @Test
  void library_never_callsForeignCode() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "find foreign code", type -> FOREIGN_CODE.contains(type.getName())))
        .orShould()
        .accessTargetWhere(is("a restricted method", RESTRICTED))
        .check(library);
  }

  private static Stream<String> forbiddenUses(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(use -> {
          String from = type.getPackageName();
          String to = use.getTargetClass().getBaseComponentType().getPackageName();
          return !from.isEmpty() && !PackageArrows.allows(from, to);
        })
        .map(use -> use.getDescription());
  }

  private static DescribedPredicate<JavaAccess<?>> is(String what, Set<String> methods) {
    return DescribedPredicate.describe(
        what,
        access ->
            methods.contains(
                access.getTargetOwner().getName() + "." + access.getTarget().getName()));
  }

  private static String longestFiles() {
    return sources.files().stream()
        .sorted((a, b) -> Integer.compare(b.lines(), a.lines()))
        .limit(10)
        .map((SourceFile file) -> "%n%5d %s".formatted(file.lines(), file.path()))
        .reduce("longest files:", String::concat);
  }
}
