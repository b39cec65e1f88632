package dev.holdfast.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountsTest {
    @Test
    void rootIsKnownByNameAndNumber() {
        assertThat(Accounts.userName(0)).contains("root");
        assertThat(Accounts.groupName(0)).contains("root");
        assertThat(Accounts.userNumber("root")).hasValue(0);
        assertThat(Accounts.groupNumber("root")).hasValue(0);
    }

    @Test
    void nameLeadsBackToItsNumber() {
        assertThat(Accounts.groupName(1)).isPresent();
        assertThat(Accounts.groupNumber(Accounts.groupName(1).orElseThrow())).hasValue(1);
    }

    @Test
    void whoDoesNotExistIsNotFound() {
        assertThat(Accounts.userName(3_999_999_999L)).isEmpty();
        assertThat(Accounts.groupName(3_999_999_999L)).isEmpty();
        assertThat(Accounts.userNumber("nobody-has-this-name")).isEmpty();
        assertThat(Accounts.groupNumber("ro\0ot")).isEmpty();
    }
}
