package ai.openclaw.schedule;

import ai.openclaw.task.TaskSlice;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/// Schedules and tasks behind a real server, on a real database, at a time that the test sets. No
/// timer looks by itself.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {TaskSlice.Application.class, ScheduleSlice.Parts.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "server.address=127.0.0.1")
@interface ScheduleSlice {

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("ai.openclaw.schedule")
    @ComponentScan(
            basePackages = "ai.openclaw.schedule",
            nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = {DatabaseTime.class, ScheduleTimer.class}),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test(\\$.*)?")
            })
    class Parts {

        @Bean(DatabaseTime.BEAN)
        SettableTime time() {
            return new SettableTime();
        }
    }
}
