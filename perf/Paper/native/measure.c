// measure PROGRAM [arguments]: runs a program without its output and prints: exit-code wall-seconds user-seconds system-seconds largest-resident-KiB
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int count, char **arguments)
{
    if (count < 2) return 2;
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execvp(arguments[1], arguments + 1);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (wait4(child, &status, 0, &used) < 0) return 1;
    printf("%d %.6f %.6f %.6f %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), now() - start,
        used.ru_utime.tv_sec + used.ru_utime.tv_usec * 1e-6, used.ru_stime.tv_sec + used.ru_stime.tv_usec * 1e-6, used.ru_maxrss);
    return 0;
}
