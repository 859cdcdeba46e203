package ai.openclaw.worker;

import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.Marks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    /// The engines mark what they make with this node's ids, and cannot ask the queue for them.
    @Bean
    Marks marks(Node node) {
        return new Marks(node.instance(), node.id());
    }
}
