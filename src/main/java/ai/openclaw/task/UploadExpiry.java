package ai.openclaw.task;

import ai.openclaw.base.Expiring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Uploads some time after their last use.
@Component
class UploadExpiry implements Expiring {

    private final JdbcClient jdbc;
    private final Uploads uploads;
    private final TaskSettings settings;

    UploadExpiry(JdbcClient jdbc, Uploads uploads, TaskSettings settings) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "uploads";
    }

    @Override
    public String description() {
        return "Uploads after their last use; tasks that have them keep the bytes.";
    }

    @Override
    public Own own() {
        return new Own("OPENCLAW_TASKS_UPLOADTTL", settings.uploadTtl());
    }

    @Override
    public Due due(Duration keep, int most) {
        return jdbc.sql(
                        """
                        select count(*), coalesce(sum(bytes), 0) as bytes, min(created_at) as oldest
                        from (select bytes, created_at from upload where expires_at <= now()
                          order by expires_at limit :most) due
                        """)
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    @Override
    public Step step(Duration keep, int most) {
        var bytes = uploads.sweep(most);
        return new Step(
                bytes.size(), bytes.stream().mapToLong(it -> it).sum(), bytes.size() >= most);
    }
}
