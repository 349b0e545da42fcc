package io.github.kmeans4j.mnist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The boundaries between modules. What each library module keeps to stands in its own tests. */
class ArchitectureTest {
  private static final String ROOT = "io.github.kmeans4j";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final String[] LIBRARY = {
    ROOT, ROOT + ".io..", ROOT + ".internal..", ROOT + ".core..", ROOT + ".minibatch.."
  };

  @Test
  void everyLibraryModuleIsLookedAt() {
    for (String name : LIBRARY) {
      assertTrue(
          ALL.stream().anyMatch(resideInAPackage(name)), "no class was found in package " + name);
    }
  }

  @Test
  void applicationUsesOnlyWhatUsersMayUse() {
    noClasses()
        .that(resideInAPackage(ROOT + ".mnist.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + ".internal..", ROOT + ".(*).internal.."))
        .check(ALL);
  }

  @Test
  void packagesMakeNoCircles() {
    slices().matching("io.github.(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void noPackageIsSplitOverModules() {
    Map<String, TreeSet<String>> places = new TreeMap<>();
    for (JavaClass type : ALL.that(not(resideInAPackage(ROOT + ".bench..")))) {
      String source = type.getSource().orElseThrow().getUri().toString();
      String place = source.substring(0, source.indexOf("io/github/kmeans4j"));
      places.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>()).add(place);
    }
    places.forEach(
        (name, found) -> assertEquals(1, found.size(), name + " is split over " + found));
  }
}
