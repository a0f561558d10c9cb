package coffee.ordering.shared;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.LocaleResolver;

/** The doors for staff ask for a password; those for customers are open. */
@Configuration(proxyBeanMethods = false)
class StaffOnly {

    private static final Logger log = LoggerFactory.getLogger(StaffOnly.class);
    private static final String STAFF = "staff";

    private final Problems problems;
    private final LocaleResolver languages;

    StaffOnly(Problems problems, LocaleResolver languages) {
        this.problems = problems;
        this.languages = languages;
    }

    @Bean
    SecurityFilterChain doors(HttpSecurity http) throws Exception {
        // Only what staff may see goes through it: customers are many, and their way is short.
        return http.securityMatcher("/admin/**", "/actuator/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                        .permitAll()
                        .anyRequest()
                        .hasRole("STAFF"))
                .httpBasic(basic -> basic.authenticationEntryPoint((request, response, missing) -> {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"coffee\"");
                    refuse(request, response);
                }))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // There is no session and no cookie that another site could ride on.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /**
     * What a header holds is judged by who reads it, and which methods a door takes behind it. Here both would be judged in the
     * middle of answering, with no answer left to give.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    UserDetailsService staff(CoffeeSettings settings) {
        String given = settings.staffPassword();
        String password = given == null || given.isBlank() ? madeUp() : given;
        // No manager of users: it would have the password hashed slowly, and every request pay for it.
        return name -> {
            if (!name.equals(STAFF)) {
                throw new UsernameNotFoundException(name);
            }
            return User.withUsername(STAFF)
                    .password("{noop}" + password)
                    .roles("STAFF")
                    .build();
        };
    }

    private static String madeUp() {
        String password = UUID.randomUUID().toString();
        log.info("COFFEE_STAFF_PASSWORD is not set. Until the next start, staff signs in as {} / {}", STAFF, password);
        return password;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write(problems.json(problems.of(ErrorCode.UNAUTHORIZED, languages.resolveLocale(request))));
    }
}
