package ai.openclaw.base;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the OpenAPI description at `/api/v1/openapi.json` says beyond what the controllers show.
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String TOKEN = "token";

    @Bean
    OpenAPI openApi(@Value("${openclaw.version}") String version) {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("OpenClaw")
                                .version(version)
                                .description(
                                        "Agent tasks that nobody has to trust. Errors are problem"
                                                + " details (RFC 9457); times are ISO-8601 in"
                                                + " UTC."))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        TOKEN,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("oc_…")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }
}
