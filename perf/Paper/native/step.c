// step TID ADDRESS: makes the 32-bit word at ADDRESS of a thread's process 1 and counts the instructions the thread executes in user space until it makes the word 2.
// For machines whose processor counters are hidden from the guest. Every instruction is a stop of the thread, so only short stretches can be counted.
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

static uint32_t word(pid_t thread, void *address)
{
    uint32_t value = 0;
    struct iovec here = {&value, sizeof value}, there = {address, sizeof value};
    if (process_vm_readv(thread, &here, 1, &there, 1, 0) != sizeof value) exit(3);
    return value;
}

int main(int count, char **arguments)
{
    if (count != 3) return 2;
    pid_t thread = atoi(arguments[1]);
    void *address = (void *)strtoull(arguments[2], NULL, 0);
    int status;
    if (ptrace(PTRACE_ATTACH, thread, 0, 0) != 0) { perror("ptrace"); return 1; }
    if (waitpid(thread, &status, __WALL) < 0) { perror("waitpid"); return 1; }
    uint32_t begin = 1;
    struct iovec here = {&begin, sizeof begin}, there = {address, sizeof begin};
    if (process_vm_writev(thread, &here, 1, &there, 1, 0) != sizeof begin) return 1;
    uint64_t step = 0;
    long signal = 0;
    for (; ; step++) {
        // Looking at every 64th instruction is exact to 64 of about a million.
        if (step % 64 == 0 && word(thread, address) == 2) break;
        if (ptrace(PTRACE_SINGLESTEP, thread, 0, signal) != 0) { perror("step"); return 1; }
        if (waitpid(thread, &status, __WALL) < 0 || !WIFSTOPPED(status)) return 1;
        signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
    }
    ptrace(PTRACE_DETACH, thread, 0, 0);
    printf("%llu\n", (unsigned long long)step);
    return 0;
}
