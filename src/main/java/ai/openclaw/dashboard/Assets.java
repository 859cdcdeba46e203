package ai.openclaw.dashboard;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The stylesheet, the icons and the scripts, all from this server. A browser keeps them and asks
/// each time whether they are still the same.
@Configuration(proxyBeanMethods = false)
class Assets implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(
                        "classpath:/ai/openclaw/dashboard/assets/",
                        "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/",
                        "classpath:/META-INF/resources/webjars/htmx-ext-sse/2.2.2/")
                .setCacheControl(CacheControl.noCache());
    }
}
