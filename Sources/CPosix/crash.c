#define _GNU_SOURCE
#include "coda_crash.h"
#include <elf.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { FRAMES = 64, STACK_BYTES = 64 << 10, PATIENCE_SECONDS = 10 };

static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP};
static const char *const names[] = {"SIGSEGV", "SIGBUS", "SIGILL", "SIGABRT", "SIGFPE", "SIGTRAP"};
enum { SIGNALS = sizeof signals / sizeof *signals };

static struct sigaction earlier[SIGNALS];
static char path[PATH_MAX];
static char about[128];
static struct timespec start;
static int reporter;  // The thread that writes; 0 while nobody does.

// The program's own symbols, mapped from its file: the dynamic table that the C library knows holds few of them.
static const ElfW(Sym) *symbols;
static size_t symbol_count;
static const char *strings;
static size_t string_bytes;
static uintptr_t base;

static int find_base(struct dl_phdr_info *info, size_t size, void *data) {
    (void)size;
    (void)data;
    base = info->dlpi_addr;  // The program comes first.
    return 1;
}

static void map_symbols(void) {
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status;
    size_t bytes = fstat(file, &status) == 0 ? (size_t)status.st_size : 0;
    const char *image = bytes > sizeof(ElfW(Ehdr)) ? mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    close(file);
    if (image == MAP_FAILED) return;
    const ElfW(Ehdr) *header = (const void *)image;
    if (header->e_shentsize != sizeof(ElfW(Shdr)) || header->e_shoff > bytes ||
        (bytes - header->e_shoff) / sizeof(ElfW(Shdr)) < header->e_shnum)
        return;
    const ElfW(Shdr) *sections = (const void *)(image + header->e_shoff);
    for (size_t index = 0; index < header->e_shnum; index++) {
        const ElfW(Shdr) *table = &sections[index];
        if (table->sh_type != SHT_SYMTAB || table->sh_link >= header->e_shnum) continue;
        const ElfW(Shdr) *text = &sections[table->sh_link];
        if (table->sh_offset > bytes || table->sh_size > bytes - table->sh_offset || text->sh_offset > bytes ||
            text->sh_size > bytes - text->sh_offset)
            return;
        symbols = (const void *)(image + table->sh_offset);
        symbol_count = table->sh_size / sizeof(ElfW(Sym));
        strings = image + text->sh_offset;
        string_bytes = text->sh_size;
        dl_iterate_phdr(find_base, NULL);
        return;
    }
}

// Whoever writes: standard error, and the file where there is one.
struct report { int file; };

static void put(const struct report *report, const char *text, size_t count) {
    (void)!write(STDERR_FILENO, text, count);
    if (report->file >= 0) (void)!write(report->file, text, count);
}

static void say(const struct report *report, const char *text) { put(report, text, strlen(text)); }

static void say_number(const struct report *report, uint64_t value, unsigned radix) {
    char digits[24];
    size_t place = sizeof digits;
    do {
        digits[--place] = "0123456789abcdef"[value % radix];
        value /= radix;
    } while (value > 0);
    put(report, digits + place, sizeof digits - place);
}

static int is_in_program(uintptr_t address, const char **name, uintptr_t *offset) {
    uintptr_t wanted = address - base;
    for (size_t index = 0; index < symbol_count; index++) {
        const ElfW(Sym) *symbol = &symbols[index];
        if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || symbol->st_name >= string_bytes) continue;
        if (wanted < symbol->st_value || wanted - symbol->st_value >= symbol->st_size) continue;
        *name = strings + symbol->st_name;
        *offset = wanted - symbol->st_value;
        return 1;
    }
    return 0;
}

static void say_frame(const struct report *report, int number, void *frame) {
    const char *name;
    uintptr_t offset;
    say(report, "  ");
    say_number(report, (uint64_t)number, 10);
    say(report, " ");
    if (is_in_program((uintptr_t)frame, &name, &offset)) {
        say(report, name);
        say(report, "+0x");
        say_number(report, offset, 16);
        say(report, " [0x");
        say_number(report, (uintptr_t)frame - base, 16);
        say(report, "]\n");
        return;
    }
    backtrace_symbols_fd(&frame, 1, STDERR_FILENO);
    if (report->file >= 0) backtrace_symbols_fd(&frame, 1, report->file);
}

static void *fault_place(const void *context) {
#if defined(__x86_64__)
    return (void *)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (void *)((const ucontext_t *)context)->uc_mcontext.pc;
#else
    (void)context;
    return NULL;
#endif
}

static void write_report(int index, const siginfo_t *info, const void *context) {
    struct report report = {.file = -1};
    if (path[0]) report.file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct timespec now, wall;
    clock_gettime(CLOCK_MONOTONIC, &now);
    clock_gettime(CLOCK_REALTIME, &wall);
    char thread[17] = "";
    prctl(PR_GET_NAME, thread, 0, 0, 0);

    say(&report, "coda crashed: ");
    say(&report, names[index]);
    say(&report, "\nversion: ");
    say(&report, about);
    say(&report, "\ntime: ");
    say_number(&report, (uint64_t)wall.tv_sec, 10);
    say(&report, " s since 1970\nuptime: ");
    say_number(&report, (uint64_t)(now.tv_sec - start.tv_sec), 10);
    say(&report, " s\nprocess: ");
    say_number(&report, (uint64_t)getpid(), 10);
    say(&report, "\nthread: ");
    say(&report, thread);
    // A code of 0 or less: somebody sent the signal, and there is no address.
    if (info->si_code > 0) {
        say(&report, "\naddress: 0x");
        say_number(&report, (uintptr_t)info->si_addr, 16);
    } else {
        say(&report, "\nsent by process: ");
        say_number(&report, (uint64_t)info->si_pid, 10);
    }
    say(&report, "\nbacktrace:\n");
    void *frames[FRAMES];
    int count = backtrace(frames, FRAMES);
    // The first ones are this handler's; where the place of the fault is among them, the report begins there.
    void *place = fault_place(context);
    int first = 0;
    for (int number = 0; number < count; number++)
        if (frames[number] == place) first = number;
    if (first == 0 && place) say_frame(&report, 0, place);
    for (int number = first; number < count; number++) say_frame(&report, number - first, frames[number]);
    say(&report, "end of report\n");
    if (report.file >= 0) {
        close(report.file);
        report.file = -1;
        say(&report, "coda: the report is in ");
        say(&report, path);
        say(&report, "\n");
    }
}

static void crash(int number, siginfo_t *info, void *context) {
    int saved = errno;
    int index = 0;
    while (index < SIGNALS - 1 && signals[index] != number) index++;
    int nobody = 0;
    int me = (int)gettid();
    if (__atomic_compare_exchange_n(&reporter, &nobody, me, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
        // Looking at a broken program may hang: then it ends without more words.
        struct sigaction end = {.sa_handler = SIG_DFL};
        sigaction(SIGALRM, &end, NULL);
        alarm(PATIENCE_SECONDS);
        write_report(index, info, context);
        alarm(0);
    } else if (nobody != me) {
        // Another thread crashes already, and ends the process.
        for (;;) pause();
    }
    for (int each = 0; each < SIGNALS; each++) sigaction(signals[each], &earlier[each], NULL);
    errno = saved;
    // Blocked until the handler returns.
    raise(number);
}

// Of this thread; NULL where it has none, or one that somebody else made.
static __thread void *own_stack;

void coda_crash_stack(void) {
    stack_t stack = {0}, old;
    if (sigaltstack(NULL, &old) == 0 && !(old.ss_flags & SS_DISABLE)) return;
    void *memory = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return;
    stack.ss_sp = memory;
    stack.ss_size = STACK_BYTES;
    if (sigaltstack(&stack, NULL) == 0)
        own_stack = memory;
    else
        munmap(memory, STACK_BYTES);
}

void coda_crash_stack_end(void) {
    if (!own_stack) return;
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    munmap(own_stack, STACK_BYTES);
    own_stack = NULL;
}

int coda_crash_reports(const char *file, const char *version) {
    if (file && strlen(file) >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(path, file ? file : "");
    strncpy(about, version, sizeof about - 1);
    clock_gettime(CLOCK_MONOTONIC, &start);
    map_symbols();
    // The first call loads a library, which a handler must not.
    void *frame;
    backtrace(&frame, 1);
    coda_crash_stack();
    struct sigaction action = {.sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < SIGNALS; index++)
        if (sigaction(signals[index], &action, &earlier[index]) != 0) return -1;
    return 0;
}
