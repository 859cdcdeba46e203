package ai.openclaw.base;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// JSON taken at its word: what is not known is refused, a key that comes twice too, and nothing is
/// bent into a type that it does not have. Durations and times are ISO 8601 texts.
@Configuration(proxyBeanMethods = false)
public class Json {

    /// Inline content is at most 1 MB, which base64 makes a third longer. The parser stops there,
    /// and knows in which field it was.
    static final int LONGEST_TEXT = 2_000_000;

    static final long LONGEST_DOCUMENT = 64_000_000;

    /// The same mapper as the one that Spring injects, for where there is no Spring.
    public static JsonMapper mapper() {
        var factory = JsonFactory.builder();
        limit(factory);
        var json = JsonMapper.builder(factory.build());
        makeStrict(json);
        return json.build();
    }

    @Bean
    JsonFactoryBuilderCustomizer limitedJson() {
        return Json::limit;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return Json::makeStrict;
    }

    private static void limit(JsonFactoryBuilder factory) {
        factory.streamReadConstraints(
                StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_TEXT)
                        .maxDocumentLength(LONGEST_DOCUMENT)
                        .maxNameLength(10_000)
                        .maxNestingDepth(100)
                        .build());
        factory.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    private static void makeStrict(JsonMapper.Builder json) {
        json.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        json.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        json.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        json.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        json.disable(
                DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        json.withCoercionConfig(
                LogicalType.Textual,
                text -> {
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
        json.withCoercionConfigDefaults(
                any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }
}
