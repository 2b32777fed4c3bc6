/*
 * What of DPDK cannot be called from C#: static inline functions (bursts, buffers) and structures whose layout only the compiler knows. Bursts are wrapped, never
 * single packets; C# reads buffers directly, by the offsets in mb_layout, which it checks when it starts.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_lcore.h>
#include <rte_log.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>
#include <rte_ring.h>
#include <rte_eth_ring.h>
#include <rte_version.h>

#define SHIM_VERSION 3
#define EXPORT __attribute__((visibility("default")))

/* The order is that of MbufLayout.cs. */
EXPORT int mb_layout(int32_t *table, int length)
{
    const int32_t values[] = {
        SHIM_VERSION, sizeof(struct rte_mbuf), offsetof(struct rte_mbuf, buf_addr), offsetof(struct rte_mbuf, data_off), offsetof(struct rte_mbuf, refcnt),
        offsetof(struct rte_mbuf, nb_segs), offsetof(struct rte_mbuf, port), offsetof(struct rte_mbuf, ol_flags), offsetof(struct rte_mbuf, pkt_len),
        offsetof(struct rte_mbuf, data_len), offsetof(struct rte_mbuf, buf_len), offsetof(struct rte_mbuf, next), offsetof(struct rte_mbuf, vlan_tci),
        RTE_PKTMBUF_HEADROOM, (int32_t)RTE_MBUF_F_RX_VLAN_STRIPPED,
    };
    const int count = (int)(sizeof(values) / sizeof(values[0]));
    for (int i = 0; i < count && i < length; i++)
        table[i] = values[i];
    return count;
}

EXPORT const char *mb_version(void) { return rte_version(); }

EXPORT const char *mb_error(int code) { return rte_strerror(code < 0 ? -code : code); }

EXPORT int mb_last_error(void) { return rte_errno; }

/* DPDK's own messages go to a file that the host names, so that a user reads one sentence and not a page. */
EXPORT int mb_log_to(const char *path)
{
    FILE *log = fopen(path, "w");
    if (log == NULL)
        return -errno;
    setvbuf(log, NULL, _IOLBF, 0);
    return rte_openlog_stream(log);
}

EXPORT int mb_start(int argc, char **argv) { return rte_eal_init(argc, argv) < 0 ? -rte_errno : 0; }

EXPORT int mb_stop(void) { return rte_eal_cleanup(); }

EXPORT int mb_thread_register(void) { return rte_thread_register() < 0 ? -rte_errno : 0; }

EXPORT void mb_thread_unregister(void) { rte_thread_unregister(); }

EXPORT struct rte_mempool *mb_pool_create(const char *name, uint32_t count, uint32_t cache, uint32_t room)
{
    return rte_pktmbuf_pool_create(name, count, cache, 0, (uint16_t)(room + RTE_PKTMBUF_HEADROOM), (int)rte_socket_id());
}

EXPORT void mb_pool_free(struct rte_mempool *pool) { rte_mempool_free(pool); }

EXPORT uint32_t mb_pool_in_use(const struct rte_mempool *pool) { return rte_mempool_in_use_count(pool); }

EXPORT int mb_device_add(const char *arguments) { return rte_dev_probe(arguments); }

EXPORT int mb_port_of(const char *name)
{
    uint16_t port;
    int result = rte_eth_dev_get_port_by_name(name, &port);
    return result < 0 ? result : port;
}

struct mb_port_info {
    uint16_t max_rx_queues, max_tx_queues, mtu, max_mtu;
    uint32_t if_index;
    int32_t hash_functions; /* whether the port can spread packets over queues */
    uint8_t mac[6];
    char driver[58];
};

EXPORT int mb_port_info(uint16_t port, struct mb_port_info *info)
{
    struct rte_eth_dev_info found;
    struct rte_ether_addr mac;
    int result = rte_eth_dev_info_get(port, &found);
    if (result < 0)
        return result;
    memset(info, 0, sizeof(*info));
    info->max_rx_queues = found.max_rx_queues;
    info->max_tx_queues = found.max_tx_queues;
    info->max_mtu = found.max_mtu;
    info->if_index = found.if_index;
    info->hash_functions = found.flow_type_rss_offloads != 0 && found.hash_key_size >= 40;
    rte_eth_dev_get_mtu(port, &info->mtu);
    if (rte_eth_macaddr_get(port, &mac) == 0)
        memcpy(info->mac, mac.addr_bytes, sizeof(info->mac));
    snprintf(info->driver, sizeof(info->driver), "%s", found.driver_name);
    return 0;
}

/* A key of repeated 6d5a makes the Toeplitz hash the same in both directions. */
static uint8_t symmetric_key[64];

static int configure(uint16_t port, uint16_t queues, uint16_t tx_queues, const struct rte_eth_dev_info *info)
{
    struct rte_eth_conf conf;
    memset(&conf, 0, sizeof(conf));
    if (queues > 1) {
        for (unsigned i = 0; i < sizeof(symmetric_key); i += 2) {
            symmetric_key[i] = 0x6d;
            symmetric_key[i + 1] = 0x5a;
        }
        conf.rxmode.mq_mode = RTE_ETH_MQ_RX_RSS;
        conf.rx_adv_conf.rss_conf.rss_key = symmetric_key;
        conf.rx_adv_conf.rss_conf.rss_key_len = info->hash_key_size < sizeof(symmetric_key) ? info->hash_key_size : sizeof(symmetric_key);
        conf.rx_adv_conf.rss_conf.rss_hf = info->flow_type_rss_offloads & (RTE_ETH_RSS_IP | RTE_ETH_RSS_TCP | RTE_ETH_RSS_UDP);
    }
    return rte_eth_dev_configure(port, queues, tx_queues, &conf);
}

EXPORT int mb_port_start(uint16_t port, uint16_t queues, uint16_t tx_queues, uint16_t rx_slots, uint16_t tx_slots, struct rte_mempool *pool, int promiscuous)
{
    struct rte_eth_dev_info info;
    int socket = rte_eth_dev_socket_id(port);
    int result = rte_eth_dev_info_get(port, &info);
    if (result == 0)
        result = configure(port, queues, tx_queues, &info);
    if (result == 0)
        result = rte_eth_dev_adjust_nb_rx_tx_desc(port, &rx_slots, &tx_slots);
    for (uint16_t q = 0; result == 0 && q < queues; q++)
        result = rte_eth_rx_queue_setup(port, q, rx_slots, (unsigned)socket, NULL, pool);
    for (uint16_t q = 0; result == 0 && q < tx_queues; q++)
        result = rte_eth_tx_queue_setup(port, q, tx_slots, (unsigned)socket, NULL);
    if (result == 0)
        result = rte_eth_dev_start(port);
    if (result == 0 && promiscuous)
        rte_eth_promiscuous_enable(port); /* ring and null ports have none, and need none */
    return result;
}

EXPORT int mb_port_stop(uint16_t port) { return rte_eth_dev_stop(port); }

EXPORT int mb_port_close(uint16_t port)
{
    struct rte_eth_dev_info info;
    int result = rte_eth_dev_info_get(port, &info);
    if (result < 0)
        return result;
    struct rte_device *device = info.device;
    result = rte_eth_dev_close(port);
    /* Ports over rings that another port shares have a device of their own; taking it away gives its name free. */
    return device != NULL ? rte_dev_remove(device) : result;
}

struct mb_port_counts {
    uint64_t received, sent, missed, errors, no_buffer, not_sent, received_bytes, sent_bytes;
};

EXPORT int mb_port_counts(uint16_t port, struct mb_port_counts *counts)
{
    struct rte_eth_stats stats;
    int result = rte_eth_stats_get(port, &stats);
    if (result < 0)
        return result;
    counts->received = stats.ipackets;
    counts->sent = stats.opackets;
    counts->missed = stats.imissed;
    counts->errors = stats.ierrors;
    counts->no_buffer = stats.rx_nombuf;
    counts->not_sent = stats.oerrors;
    counts->received_bytes = stats.ibytes;
    counts->sent_bytes = stats.obytes;
    return 0;
}

/* Speed in Mb/s, 0 while the link is down. */
EXPORT int64_t mb_port_link(uint16_t port)
{
    struct rte_eth_link link;
    int result = rte_eth_link_get_nowait(port, &link);
    if (result < 0)
        return result;
    return link.link_status == RTE_ETH_LINK_UP ? link.link_speed : 0;
}

EXPORT uint16_t mb_receive(uint16_t port, uint16_t queue, struct rte_mbuf **packets, uint16_t limit)
{
    return rte_eth_rx_burst(port, queue, packets, limit);
}

EXPORT uint16_t mb_send(uint16_t port, uint16_t queue, struct rte_mbuf **packets, uint16_t count)
{
    return rte_eth_tx_burst(port, queue, packets, count);
}

/* Receives a burst on one port and sends it on another. Packets received in the lower half of the result, those refused (and freed) in the upper one. */
EXPORT uint32_t mb_pass(uint16_t from, uint16_t to, uint16_t queue)
{
    struct rte_mbuf *packets[32];
    const uint16_t received = rte_eth_rx_burst(from, queue, packets, 32);
    if (received == 0)
        return 0;
    const uint16_t sent = rte_eth_tx_burst(to, queue, packets, received);
    if (sent < received)
        rte_pktmbuf_free_bulk(packets + sent, received - sent);
    return received | (uint32_t)(received - sent) << 16;
}

EXPORT void mb_free(struct rte_mbuf **packets, uint32_t count) { rte_pktmbuf_free_bulk(packets, count); }

/* Buffers with data_off, lengths and reference count set for an empty packet. */
EXPORT int mb_allocate(struct rte_mempool *pool, struct rte_mbuf **packets, uint32_t count) { return rte_pktmbuf_alloc_bulk(pool, packets, count); }

/* Makes the packet one run of bytes, which is what readers expect. */
EXPORT int mb_linearize(struct rte_mbuf *packet) { return rte_pktmbuf_linearize(packet); }

/* Adds references: packet is sent while its bytes are still read. */
EXPORT void mb_hold(struct rte_mbuf *packet) { rte_pktmbuf_refcnt_update(packet, 1); }

/* Two ports joined in user space: what one sends, on whatever queue, the other receives on its only one. */
EXPORT int mb_ring_pair(const char *first, const char *second, uint16_t send_queues, uint32_t slots)
{
    struct rte_ring *there[RTE_PMD_RING_MAX_TX_RINGS], *back[RTE_PMD_RING_MAX_TX_RINGS];
    char name[RTE_RING_NAMESIZE];
    if (send_queues == 0 || send_queues > RTE_PMD_RING_MAX_TX_RINGS)
        return -EINVAL;
    snprintf(name, sizeof(name), "%s>", first);
    there[0] = rte_ring_create(name, slots, (int)rte_socket_id(), RING_F_EXACT_SZ);
    snprintf(name, sizeof(name), "%s<", first);
    back[0] = rte_ring_create(name, slots, (int)rte_socket_id(), RING_F_EXACT_SZ);
    if (there[0] == NULL || back[0] == NULL)
        return -rte_errno;
    for (uint16_t q = 1; q < send_queues; q++) {
        there[q] = there[0];
        back[q] = back[0];
    }
    if (rte_eth_from_rings(first, back, 1, there, send_queues, rte_socket_id()) < 0)
        return -rte_errno;
    return rte_eth_from_rings(second, there, 1, back, send_queues, rte_socket_id()) < 0 ? -rte_errno : 0;
}
