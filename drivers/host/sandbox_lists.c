#include "drivers/host/sandbox_calls.h"

#include <seccomp.h>

#define S(NAME)    SCMP_SYS(NAME)
#define LIST(NAME) const struct call_list calls_##NAME = {NAME, sizeof NAME / sizeof *NAME}

/* clang-format off */
static const int everyones[] = {
    /* memory */
    S(brk), S(madvise), S(memfd_create), S(mincore), S(mlock), S(mlock2), S(mmap), S(mprotect), S(mremap),
    S(msync), S(munlock), S(munmap),
    /* descriptors */
    S(close), S(close_range), S(dup), S(dup2), S(dup3), S(eventfd2), S(fcntl), S(flock), S(ioctl), S(lseek),
    S(pipe), S(pipe2), S(pread64), S(preadv), S(pwrite64), S(pwritev), S(read), S(readv), S(sendfile),
    S(signalfd4), S(timerfd_create), S(timerfd_gettime), S(timerfd_settime), S(write), S(writev),
    /* files, which landlock decides about */
    S(access), S(faccessat), S(faccessat2), S(fadvise64), S(fstat), S(fstatfs), S(fsync), S(fdatasync),
    S(ftruncate), S(getcwd), S(getdents64), S(lstat), S(newfstatat), S(open), S(openat), S(readlink),
    S(readlinkat), S(stat), S(statfs), S(statx), S(umask),
    /* waiting, and time */
    S(clock_getres), S(clock_gettime), S(clock_nanosleep), S(epoll_create), S(epoll_create1), S(epoll_ctl),
    S(epoll_pwait), S(epoll_pwait2), S(epoll_wait), S(gettimeofday), S(nanosleep), S(poll), S(ppoll),
    S(pselect6), S(restart_syscall), S(select), S(setitimer), S(time),
    /* threads and signals */
    S(exit), S(exit_group), S(futex), S(get_robust_list), S(getcpu), S(membarrier), S(rseq), S(rt_sigaction),
    S(rt_sigpending), S(rt_sigprocmask), S(rt_sigreturn), S(rt_sigsuspend), S(rt_sigtimedwait),
    S(sched_get_priority_max), S(sched_get_priority_min), S(sched_getaffinity), S(sched_getattr), S(sched_getparam),
    S(sched_getscheduler), S(sched_yield), S(set_robust_list), S(set_tid_address), S(sigaltstack), S(tgkill),
    /* oneself */
    S(arch_prctl), S(getegid), S(geteuid), S(getgid), S(getgroups), S(getpgrp), S(getpid), S(getppid),
    S(getpriority), S(getrandom), S(getresgid), S(getresuid), S(getrlimit), S(getrusage), S(gettid), S(getuid),
    S(prctl), S(prlimit64), S(setrlimit), S(sysinfo), S(times), S(uname),
#ifdef SANDBOX_SANITIZED
    S(getdents), S(kill), S(wait4), /* the look for leaks, at the end */
#endif
};
LIST(everyones);

static const int talking[] = {
    S(bind), /* to netlink: that is how the C library asks for addresses; ports are landlock's affair */
    S(connect), S(getpeername), S(getsockname), S(getsockopt), S(recvfrom), S(recvmmsg), S(recvmsg), S(sendmmsg),
    S(sendmsg), S(sendto), S(setsockopt), S(shutdown), S(socketpair),
};
LIST(talking);

static const int listening[] = {S(accept), S(accept4), S(listen)};
LIST(listening);

static const int filing[] = {
    S(chmod), S(fallocate), S(fchmod), S(fchmodat), S(fchown), S(link), S(linkat), S(mkdir), S(mkdirat),
    S(rename), S(renameat), S(renameat2), S(rmdir), S(symlink), S(truncate), S(unlink), S(unlinkat),
    S(utimensat),
};
LIST(filing);

static const int minding[] = {S(clone), S(fork), S(kill), S(setpgid), S(vfork), S(wait4), S(waitid)};
LIST(minding);

static const int becoming[] = {S(execve), S(seccomp)};
LIST(becoming);

static const int sharing[] = {S(shmat), S(shmctl), S(shmdt), S(shmget)};
LIST(sharing);

static const int never[] = {
    /* another process, or another program */
    S(execveat), S(kcmp), S(pidfd_getfd), S(process_vm_readv), S(process_vm_writev),
    /* another person */
    S(capset), S(setfsgid), S(setfsuid), S(setgid), S(setgroups), S(setregid), S(setresgid), S(setresuid),
    S(setreuid), S(setuid),
    /* another machine */
    S(acct), S(chroot), S(clock_settime), S(delete_module), S(finit_module), S(init_module), S(ioperm), S(iopl),
    S(kexec_file_load), S(kexec_load), S(mount), S(open_by_handle_at), S(pivot_root), S(quotactl), S(reboot),
    S(setdomainname), S(sethostname), S(setns), S(settimeofday), S(swapoff), S(swapon), S(syslog), S(umount2),
    S(unshare),
    /* ways around all this */
    S(add_key), S(bpf), S(io_uring_setup), S(keyctl), S(perf_event_open), S(request_key), S(userfaultfd),
};
/* clang-format on */
LIST(never);
