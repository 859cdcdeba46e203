package ai.openclaw.auth;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// The headers of every answer. Spring Security adds `nosniff` and `no-store` by itself.
final class Headers {

    private Headers() {}

    static void common(HeadersConfigurer<HttpSecurity> headers, String contentPolicy) {
        headers.contentSecurityPolicy(it -> it.policyDirectives(contentPolicy))
                .frameOptions(it -> it.deny())
                // no-referrer would also make the Origin of our own forms null
                .referrerPolicy(it -> it.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(it -> it.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(it -> it.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        it -> it.policy("camera=(), microphone=(), geolocation=(), payment=()"));
    }
}
