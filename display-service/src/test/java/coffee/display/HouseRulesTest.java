package coffee.display;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

class HouseRulesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("coffee.display");

    @Test
    void featuresUseOnlyWhatTheySay() {
        ApplicationModules.of(DisplayApplication.class).verify();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(OURS.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(place -> assertThat(place.isAnnotatedWith(NullMarked.class))
                        .as(place.getName())
                        .isTrue());
    }

    @Test
    void whatIsNeededIsAskedForInTheConstructor() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(OURS);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .check(OURS);
        noClasses().should(callMethodWhere(readsTheTimeItself())).check(OURS);
    }

    @Test
    void controllersAreNobodysBusiness() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .andShould()
                .haveSimpleNameEndingWith("Controller")
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Service|Impl|Manager|Mapper|Util|Utils|Helper)")
                .check(OURS);
    }

    @Test
    void onlyTheIntakeKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("coffee.display.intake")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(OURS);
    }

    @Test
    void onlyTheOrdersKnowWhereOrderServiceIs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("coffee.display.orders")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("feign..", "org.springframework.cloud..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.springframework.web.client..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("OrderServiceSettings")
                .check(OURS);
    }

    /** A stream of rows keeps its connection until somebody closes it, and nobody does. */
    @Test
    void rowsAreReadAsLists() {
        noClasses()
                .should(callMethodWhere(target(name("stream"))
                        .and(target(owner(DescribedPredicate.describe("a query", HouseRulesTest::isAQuery))))))
                .check(OURS);
    }

    private static boolean isAQuery(JavaClass type) {
        return type.getName().startsWith(JdbcClient.class.getName());
    }

    private static DescribedPredicate<JavaMethodCall> readsTheTimeItself() {
        return DescribedPredicate.describe("reads the time itself", call -> {
            boolean asksNow = call.getName().equals("now")
                    && call.getTargetOwner().getPackageName().equals("java.time")
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(Clock.class));
            return asksNow || call.getTarget().getFullName().equals("java.lang.System.currentTimeMillis()");
        });
    }
}
