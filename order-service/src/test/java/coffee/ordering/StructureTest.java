package coffee.ordering;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

/** The house rules, held against the code. */
class StructureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("coffee.ordering");

    @Test
    void featuresUseOnlyWhatTheySayTheyUse() {
        ApplicationModules.of(OrderServiceApplication.class).verify();
    }

    @Test
    void everyPackageIsNullMarked() {
        classes().should(liveInANullMarkedPackage()).check(CODE);
    }

    @Test
    void onlyTheLedgerChangesAnAccount() {
        onlyCalledFrom(
                "PointAccount",
                "charge|give|use|refund|writeOffExpired",
                describe("the ledger", type -> type.getName().matches(".*\\.(PointLedger|PointAccount)(\\$.*)?")));
    }

    @Test
    void onlyClerksAskTheLedgerToChangeOne() {
        onlyCalledFrom("PointLedger", "charge|use|writeOffExpired", describe("a clerk", StructureTest::isClerk));
        onlyCalledFrom("Refunds", "refund", describe("a clerk", StructureTest::isClerk));
    }

    @Test
    void onlyTheDeskAsksAClerk() {
        DescribedPredicate<JavaClass> desk = resideInAPackage("coffee.ordering.desk");
        onlyCalledFrom("Clerk", "prepare", desk);
        onlyCalledFrom("Decider", "decide", desk);
        onlyCalledFrom(
                "Batch", "decide", describe("a lane", type -> type.getName().endsWith(".Lane")));
    }

    /** Not behind its back either: points are written by no statement but those that come from the entities. */
    @Test
    void noStatementOfOursWritesPoints() throws IOException {
        Pattern write = Pattern.compile(
                "(?i)(insert\\s+(ignore\\s+)?into|replace\\s+into|update|delete\\s+from)\\s+point_?[a-z]*");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> files = sources.filter(Files::isRegularFile).toList();
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(write));
        }
    }

    private static boolean isClerk(JavaClass type) {
        return type.isAssignableTo("coffee.ordering.desk.Clerk");
    }

    private static void onlyCalledFrom(String owner, String methods, DescribedPredicate<JavaClass> callers) {
        noClasses()
                .that(not(callers))
                .should()
                .callMethodWhere(describe(
                        "it calls " + owner + "." + methods,
                        call -> call.getTargetOwner().getSimpleName().equals(owner)
                                && call.getTarget().getName().matches(methods)))
                .check(CODE);
    }

    @Test
    void controllersAndEntitiesAreNobodyElsesBusiness() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(CODE);
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(CODE);
    }

    @Test
    void entitiesHaveNoSetters() {
        noClasses().should(haveASetter()).check(CODE);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .check(CODE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields().should().beAnnotatedWith(Autowired.class).check(CODE);
    }

    @Test
    void moneyIsNeverFloating() {
        fields().should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .check(CODE);
    }

    @Test
    void namesAreNounsOfTheShop() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Service")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CODE);
    }

    @Test
    void onlyTheOutboxAndTheDataPlatformSpeakToKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("coffee.ordering.outbox", "coffee.ordering.dataplatform")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CODE);
    }

    @Test
    void onlyTheDataPlatformSpeaksHttpToTheOutside() {
        noClasses()
                .that()
                .resideOutsideOfPackages("coffee.ordering.dataplatform")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "feign..",
                        "org.springframework.cloud..",
                        "io.github.resilience4j..",
                        "org.apache.hc..",
                        "java.net.http..")
                .check(CODE);
    }

    /** So that nobody's order waits for the platform: it is told by events, and by nothing else. */
    @Test
    void nobodyUsesTheDataPlatform() {
        noClasses()
                .that()
                .resideOutsideOfPackages("coffee.ordering.dataplatform")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("coffee.ordering.dataplatform")
                .check(CODE);
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " in " + type.getPackageName()));
            }
        };
    }

    private static ArchCondition<JavaClass> haveASetter() {
        return new ArchCondition<>("have a setter") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethods().stream()
                        .filter(method -> type.isAnnotatedWith(Entity.class))
                        .filter(method -> method.getName().matches("set[A-Z].*"))
                        .forEach(setter -> events.add(SimpleConditionEvent.satisfied(type, setter.getFullName())));
            }
        };
    }
}
