package ai.openclaw;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The house rules: who may import whom, and who may touch which library.
@AnalyzeClasses(packages = "ai.openclaw", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    @ArchTest
    static final ArchRule jobRunrOnlyInQueue = only("org.jobrunr..", "ai.openclaw.queue..");

    @ArchTest
    static final ArchRule dockerJavaOnlyInItsEngine =
            only("com.github.dockerjava..", "ai.openclaw.sandbox.docker..");

    @ArchTest
    static final ArchRule httpClientOnlyInNotify = only("org.apache.hc..", "ai.openclaw.notify..");

    @ArchTest static final ArchRule picocliOnlyInCli = only("picocli..", "ai.openclaw.cli..");

    @ArchTest
    static final ArchRule cliKnowsNoSpring =
            noClasses()
                    .that()
                    .resideInAPackage("ai.openclaw.cli..")
                    .and()
                    .haveSimpleNameNotEndingWith("package-info")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..")
                    .allowEmptyShould(true);

    /// It runs where nothing else of ours is.
    @ArchTest
    static final ArchRule harnessKnowsNothingButTheJdk =
            classes()
                    .that()
                    .resideInAPackage("ai.openclaw.harness..")
                    .and()
                    .haveSimpleNameNotEndingWith("package-info")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "ai.openclaw.harness..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("ai.openclaw.(*)..").should().beFreeOfCycles();

    @Test
    void roomsImportOnlyWhatTheySay() {
        ApplicationModules.of(Gateway.class).verify();
    }

    @Test
    void noFileOver300Lines() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java")).toList())
                    .isNotEmpty()
                    .allSatisfy(f ->
                            assertThat(Files.readAllLines(f)).as("%s", f).hasSizeLessThan(301));
        }
    }

    private static ArchRule only(String library, String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
