package coffee.local.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void putsTogetherWhatCameInPieces() {
        Reply reply = Reply.parse(
                "HTTP/1.1 400 \r\ntransfer-encoding: chunked\r\n\r\n3\r\n{\"x\r\n2\r\n\":\r\n2\r\n1}\r\n0\r\n\r\n");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("{\"x\":1}");
    }

    @Test
    void readsOnAfterBeingToldToGoOn() {
        assertThat(Reply.parse("HTTP/1.1 100 \r\n\r\nHTTP/1.1 404 \r\nA: b\r\n\r\n")
                        .header("a"))
                .isEqualTo("b");
    }

    @Test
    void hasNoStatusWhereNobodySpokeHttp() {
        assertThat(Reply.parse("{}").status()).isZero();
        assertThat(Reply.parse("").status()).isZero();
    }
}
