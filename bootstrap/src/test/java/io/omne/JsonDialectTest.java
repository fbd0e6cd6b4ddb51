package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Python 3 and V8 were seen to write.
class JsonDialectTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0, 0",
        "-0.0, -0.0, 0",
        "1.0, 1.0, 1",
        "100.0, 100.0, 100",
        "1700000001.0, 1700000001.0, 1700000001",
        "1700000001.5, 1700000001.5, 1700000001.5",
        "1e15, 1000000000000000.0, 1000000000000000",
        "1e16, 1e+16, 10000000000000000",
        "123456789012345680.0, 1.2345678901234568e+17, 123456789012345680",
        "1e20, 1e+20, 100000000000000000000",
        "1e21, 1e+21, 1e+21",
        "1.5e300, 1.5e+300, 1.5e+300",
        "1e-4, 0.0001, 0.0001",
        "1e-5, 1e-05, 0.00001",
        "0.000001, 1e-06, 0.000001",
        "1e-7, 1e-07, 1e-7",
        "1.25e-7, 1.25e-07, 1.25e-7",
        "5e-324, 5e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308, 2.2250738585072014e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308",
        "-12345.678, -12345.678, -12345.678",
        "9007199254740993, 9007199254740992.0, 9007199254740992",
        "2e23, 2e+23, 2e+23"
    })
    void writesNumbersAsThoseDo(double number, String python, String javaScript) {
        assertThat(JsonDialect.pythonRepr(number)).isEqualTo(python);
        assertThat(JsonDialect.ecmaScript(number)).isEqualTo(javaScript);
    }
}
