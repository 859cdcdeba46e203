package ai.openclaw;

import ai.openclaw.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/// The gateway process: REST, dashboard, queue workers and the sandbox engine in one. Started with
/// any other word than `serve`, the same program is the `openclaw` command, which needs no Spring
/// and so starts at once.
// Rooms name their beans without looking at each other.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class Gateway {

    public static void main(String[] args) {
        if (serves(args)) {
            SpringApplication.run(Gateway.class, args);
        } else {
            System.exit(Cli.run(args));
        }
    }

    // Spring's own options (--server.port=…) start the gateway too, but the command's do not.
    private static boolean serves(String[] args) {
        return args.length == 0
                || args[0].equals("serve")
                || (args[0].startsWith("--") && args[0].contains("="));
    }
}
