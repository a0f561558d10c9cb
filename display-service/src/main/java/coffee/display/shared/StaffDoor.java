package coffee.display.shared;

import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Who may come in where: staff with their password, everybody else to what is on show. */
@Configuration(proxyBeanMethods = false)
class StaffDoor {

    private static final Logger log = LoggerFactory.getLogger(StaffDoor.class);
    private static final String NAME = "staff";
    private static final String STAFF = "STAFF";
    private static final int PASSWORD_BYTES = 12;

    @Bean
    @Order(1)
    SecurityFilterChain staff(HttpSecurity http, Problems problems) {
        AuthenticationEntryPoint unknown = (request, response, why) -> {
            response.setHeader("WWW-Authenticate", "Basic realm=\"coffee\", charset=\"UTF-8\"");
            problems.status(request, response, 401);
        };
        AccessDeniedHandler denied = (request, response, why) -> problems.status(request, response, 403);
        return http.securityMatcher("/admin", "/admin/**", "/actuator", "/actuator/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .hasRole(STAFF))
                .httpBasic(basic -> basic.authenticationEntryPoint(unknown))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everybody(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
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

    /** Not hashed: it lives in this process's memory only, where its setting lies beside it. */
    @Bean
    UserDetailsService staffList(CoffeeSettings settings) {
        String password = settings.staffPassword().isBlank() ? madeUp() : settings.staffPassword();
        // No manager of users: it would have the password hashed slowly, and every request pay for it.
        return name -> {
            if (!name.equals(NAME)) {
                throw new UsernameNotFoundException(name);
            }
            return User.withUsername(NAME)
                    .password("{noop}" + password)
                    .roles(STAFF)
                    .build();
        };
    }

    private static String madeUp() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        log.info("Staff password for this run (set COFFEE_STAFF_PASSWORD to choose one): {}", password);
        return password;
    }
}
