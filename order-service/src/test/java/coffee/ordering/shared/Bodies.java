package coffee.ordering.shared;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the controllers read bodies as, whichever controllers there are. */
final class Bodies {

    private Bodies() {}

    /** @return for each door that reads a body, such as "POST /order", its type */
    static Map<String, Class<?>> byDoor() {
        ClassPathScanningCandidateComponentProvider controllers =
                new ClassPathScanningCandidateComponentProvider(false);
        controllers.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Map<String, Class<?>> types = new TreeMap<>();
        controllers.findCandidateComponents("coffee.ordering").stream()
                .map(BeanDefinition::getBeanClassName)
                .map(name -> ClassUtils.resolveClassName(requireNonNull(name), null))
                .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
                .forEach(method -> bodiesOf(method).forEach(body -> types.put(doorOf(method), body.getType())));
        return types;
    }

    private static Stream<Parameter> bodiesOf(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class));
    }

    private static String doorOf(Method method) {
        RequestMapping own = requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class));
        RequestMapping all =
                AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), RequestMapping.class);
        return own.method()[0] + " " + (all == null ? "" : String.join("", all.path())) + String.join("", own.path());
    }
}
