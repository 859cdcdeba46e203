package ai.openclaw.base;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/// Lets settings say `512m` as the API does.
@Component
@ConfigurationPropertiesBinding
class ByteSizeConverter implements Converter<String, ByteSize> {

    @Override
    public ByteSize convert(String text) {
        return ByteSize.parse(text);
    }
}
