package dev.holdfast.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which part may use what. The compiled main classes of all modules are judged, not the tests. */
class HouseRulesTest {
    /** Which modules each module may use. A new arrow needs a file in docs/decisions. */
    private static final Map<String, Set<String>> ARROWS =
            Map.of(
                    "model", Set.of(),
                    "platform", Set.of(),
                    "codec", Set.of("model"),
                    "protocol", Set.of("model", "platform"),
                    "store", Set.of("model", "platform"),
                    "filesystem", Set.of("model", "platform"),
                    "client", Set.of("model", "platform", "codec", "protocol", "filesystem"),
                    "server", Set.of("model", "platform", "protocol", "store"),
                    "cli",
                            Set.of(
                                    "model",
                                    "platform",
                                    "codec",
                                    "protocol",
                                    "store",
                                    "filesystem",
                                    "client",
                                    "server"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/testkit"))
                    .importPackages("dev.holdfast");

    @Test
    void theJudgedClassesAreThere() {
        assertThat(CLASSES.contain(Main.class)).isTrue();
        assertThat(CLASSES).noneMatch(c -> c.getName().equals(HouseRulesTest.class.getName()));
    }

    static Set<String> modules() {
        return ARROWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyTheModulesBelowIt(String module) {
        String[] others =
                modules().stream()
                        .filter(other -> !other.equals(module))
                        .filter(other -> !belowOf(module).contains(other))
                        .map(HouseRulesTest::packages)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void everyClassBelongsToAKnownModuleAtDepthModuleOrModuleDotPackage() {
        String known = String.join("|", modules());
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name -> name.matches("dev\\.holdfast\\.(" + known + ")(\\.[a-z]+)?"));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyPlatformCallsForeignFunctions() {
        noClassesOutside("platform")
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.foreign\\.(Linker|SymbolLookup).*")
                .check(CLASSES);
    }

    @Test
    void onlyPlatformStartsProcesses() {
        noClassesOutside("platform")
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .accessTargetWhere(member(Runtime.class, "exec"))
                .check(CLASSES);
    }

    @Test
    void onlyTheLedgerOfTheServerKnowsSql() {
        noClassesOutside("server.ledger")
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void onlyCliReadsTheSystemClock() {
        noClassesOutside("cli")
                .accessTargetWhere(member(System.class, "currentTimeMillis"))
                .orShould()
                .accessTargetWhere(clockOfJavaTime())
                .orShould()
                .callConstructor(Date.class)
                .check(CLASSES);
    }

    @Test
    void onlyPlatformAndCliMeasureElapsedTime() {
        noClassesOutside("platform", "cli")
                .accessTargetWhere(member(System.class, "nanoTime"))
                .check(CLASSES);
    }

    @Test
    void onlyCliPrints() {
        noClassesOutside("cli")
                .accessTargetWhere(member(System.class, "out|err"))
                .orShould()
                .accessTargetWhere(member(Throwable.class, "printStackTrace"))
                .check(CLASSES);
    }

    @Test
    void onlyCliKnowsALoggingLibrary() {
        noClassesOutside("cli")
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .accessTargetWhere(member(System.class, "exit"))
                .orShould()
                .accessTargetWhere(member(Runtime.class, "exit|halt"))
                .check(CLASSES);
    }

    @Test
    void nothingUsesReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .accessTargetWhere(member(Class.class, "forName|getDeclared.*|newInstance"))
                .check(CLASSES);
    }

    private static Set<String> belowOf(String module) {
        return requireNonNull(ARROWS.get(module), module);
    }

    private static ClassesShould noClassesOutside(String... modules) {
        String[] packages = Stream.of(modules).map(HouseRulesTest::packages).toArray(String[]::new);
        return noClasses().that().resideOutsideOfPackages(packages).should();
    }

    private static String packages(String module) {
        return "dev.holdfast." + module + "..";
    }

    /** Reading or calling a member with such a name of the class or of one below it. */
    private static DescribedPredicate<JavaAccess<?>> member(Class<?> owner, String names) {
        return describe(
                owner.getSimpleName() + "." + names,
                access ->
                        access.getTargetOwner().isAssignableTo(owner)
                                && access.getTarget().getName().matches(names));
    }

    /** {@code Instant.now()}, {@code Clock.systemUTC()} and all their like. */
    private static DescribedPredicate<JavaAccess<?>> clockOfJavaTime() {
        return describe(
                "a clock of java.time",
                access ->
                        access.getTargetOwner().getPackageName().startsWith("java.time")
                                && access.getTarget().getName().matches("now|system.*|tick.*"));
    }
}
