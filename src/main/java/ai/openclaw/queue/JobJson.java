package ai.openclaw.queue;

import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;

/// How jobs are written: the same on the way in and out, whatever else is on the classpath.
final class JobJson {

    static final Jackson3JsonMapper JSON = new Jackson3JsonMapper();
    static final JobMapper MAPPER = new JobMapper(JSON);

    private JobJson() {}
}
