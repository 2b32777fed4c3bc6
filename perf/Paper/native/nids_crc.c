// nids_crc PCAP: what libnids makes of a trace, a line per connection:
// client:port server:port first-sequence state client-bytes client-crc32 server-bytes server-crc32
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <nids.h>
#include <pcap.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct connection {
    struct tuple4 address;
    uint32_t first;
    char state;
    uint64_t bytes[2];
    uint32_t crc[2];
    struct connection *next;
};

static struct connection *all;
static uint32_t table[256];

static void make_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++) value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
        table[i] = value;
    }
}

static uint32_t crc_add(uint32_t crc, const char *data, int length)
{
    crc = ~crc;
    for (int i = 0; i < length; i++) crc = crc >> 8 ^ table[(crc ^ (uint8_t)data[i]) & 255];
    return ~crc;
}

static void on_tcp(struct tcp_stream *stream, void **user)
{
    struct connection *c = *user;
    switch (stream->nids_state) {
    case NIDS_JUST_EST:
        stream->client.collect = stream->server.collect = 1;
        *user = c = calloc(1, sizeof *c);
        c->address = stream->addr;
        c->first = stream->client.first_data_seq;
        c->state = 'O';
        c->next = all;
        all = c;
        return;
    case NIDS_CLOSE: c->state = 'C'; return;
    case NIDS_RESET: c->state = 'R'; return;
    case NIDS_TIMED_OUT: c->state = 'T'; return;
    case NIDS_DATA:
        {
            // What the server half received is what the client sent.
            int from_server = stream->client.count_new != 0;
            struct half_stream *half = from_server ? &stream->client : &stream->server;
            c->bytes[from_server] += half->count_new;
            c->crc[from_server] = crc_add(c->crc[from_server], half->data, half->count_new);
        }
    }
}

static void ignore(int type, int error, struct ip *ip, void *data) {}

int main(int count, char **arguments)
{
    char error[PCAP_ERRBUF_SIZE];
    if (count != 2) return 2;
    make_table();
    pcap_t *trace = pcap_open_offline(arguments[1], error);
    if (!trace) { fprintf(stderr, "%s\n", error); return 1; }
    nids_params.pcap_desc = trace;
    nids_params.syslog = ignore;
    nids_params.scan_num_hosts = 0;
    nids_params.n_tcp_streams = 65536;
    nids_params.tcp_workarounds = 1;
    struct nids_chksum_ctl none = {.netaddr = 0, .mask = 0, .action = NIDS_DONT_CHKSUM};
    nids_register_chksum_ctl(&none, 1);
    if (!nids_init()) { fprintf(stderr, "%s\n", nids_errbuf); return 1; }
    nids_register_tcp(on_tcp);
    struct pcap_pkthdr *header;
    const uint8_t *frame;
    while (pcap_next_ex(trace, &header, &frame) == 1) nids_pcap_handler(0, header, (uint8_t *)frame);
    for (struct connection *c = all; c; c = c->next) {
        char client[16], server[16];
        strcpy(client, inet_ntoa(*(struct in_addr *)&c->address.saddr));
        strcpy(server, inet_ntoa(*(struct in_addr *)&c->address.daddr));
        printf("%s:%u %s:%u %u %c %llu %08x %llu %08x\n", client, c->address.source, server, c->address.dest, c->first, c->state,
            (unsigned long long)c->bytes[0], c->crc[0], (unsigned long long)c->bytes[1], c->crc[1]);
    }
    return 0;
}
