# What every probe has. A probe is one process and ends by one of three words and what it saw.
held() { echo "HELD $*"; exit 0; }
through() { echo "THROUGH $*"; exit 0; }
skip() { echo "SKIP $*"; exit 0; }
need() { command -v "$1" >/dev/null 2>&1 || skip "there is no $1 in this image"; }

# call NAME ARGUMENT…: a system call; numbers as they are, s:text as a pointer. Says what came of it.
call() {
    need perl
    perl -e '
        my ($name, @args) = @ARGV;
        my $machine = $ENV{PROBE_MACHINE};
        # asm/unistd_64.h and asm-generic/unistd.h; the same number from 424 on
        my %numbers = (
            settimeofday => [164, 170], mount => [165, 40], umount2 => [166, 39],
            swapon => [167, 224], reboot => [169, 142], sethostname => [170, 161], iopl => [172, -1],
            init_module => [175, 105], quotactl => [179, 60], pivot_root => [155, 41],
            chroot => [161, 51], acct => [163, 89], syslog => [103, 116], setgroups => [116, 159],
            setuid => [105, 146], personality => [135, 92], io_setup => [206, 0],
            kexec_load => [246, 104], add_key => [248, 217], keyctl => [250, 219],
            unshare => [272, 97], perf_event_open => [298, 241], fanotify_init => [300, 262],
            open_by_handle_at => [304, 265], setns => [308, 268], process_vm_readv => [310, 270],
            ptrace => [101, 117],
            kcmp => [312, 272], finit_module => [313, 273], bpf => [321, 280],
            userfaultfd => [323, 282], clone => [56, 220], setpriority => [141, 140],
            adjtimex => [159, 171], delete_module => [176, 106], vhangup => [153, 58],
            pidfd_getfd => [438, 438], io_uring_setup => [425, 425], open_tree => [428, 428],
            fsopen => [430, 430], clone3 => [435, 435], mount_setattr => [442, 442],
            name_to_handle_at => [303, 264], socket => [41, 198], seccomp => [317, 277]);
        my $number = $numbers{$name}[$machine eq "aarch64" ? 1 : 0];
        if (!defined $number || $number < 0) { print "unknown here\n"; exit }
        my @given = map { /^s:(.*)/s ? "$1" . ("\0" x 256) : $_ + 0 } @args;
        my $said = syscall($number, @given);
        print $said == -1 ? "$!\n" : "succeeded ($said)\n";' "$@" 2>&1
}

# refused NAME ARGUMENT…: held if the kernel says that this is not for us, through if it takes part.
refused() {
    answer=$(call "$@")
    case $answer in
        *"not permitted"* | *"ermission denied"* | *"not implemented"*) held "$1: $answer" ;;
        *"unknown here"*) skip "this machine has no call $1" ;;
        *) through "$1: $answer" ;;
    esac
}

# a_socket FAMILY TYPE PROTOCOL
a_socket() {
    answer=$(call socket "$1" "$2" "$3")
    case $answer in
        succeeded*) through "a socket of family $1 was made" ;;
        *) held "family $1, type $2: $answer" ;;
    esac
}

# reach ADDRESS:PORT…: through if one of these lets us connect within a second.
reach() {
    [ $# -gt 0 ] || skip "no address was given to try"
    need perl
    answer=$(perl -MSocket=:all -MErrno=:POSIX -e '
        my (%open, @said); my $rounds = 5;
        for my $target (@ARGV) {
            my ($host, $port) = $target =~ /^\[?(.*?)\]?:(\d+)$/ or next;
            my $six = $host =~ /:/;
            my $address = eval { inet_pton($six ? AF_INET6 : AF_INET, $host) } or next;
            socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_STREAM | 2048, 0)
                or do { push @said, "$target: $!"; next };
            my $to = $six ? pack_sockaddr_in6($port, $address) : pack_sockaddr_in($port, $address);
            if (connect($s, $to)) { print "connected to $target\n"; exit }
            if ($! == EINPROGRESS) { $open{$target} = $s } else { push @said, "$target: $!" }
        }
        while (%open && $rounds) {
            my $bits = "";
            vec($bits, fileno($_), 1) = 1 for values %open;
            select(undef, $bits, undef, 0.25) > 0 or $rounds--, next;
            for my $target (keys %open) {
                next unless vec($bits, fileno($open{$target}), 1);
                $! = unpack "i", getsockopt($open{$target}, SOL_SOCKET, SO_ERROR);
                if ($! == 0) { print "connected to $target\n"; exit }
                push @said, "$target: $!";
                delete $open{$target};
            }
        }
        push @said, "$_: no answer" for sort keys %open;
        print scalar(@said), " tried; ", $said[0] // "none understood", "\n"' "$@" 2>&1)
    case $answer in
        connected*) through "$answer" ;;
        *) held "$answer" ;;
    esac
}

# writable FOLDER…: through if a file can be made in one of these.
writable() {
    for place; do
        if (: >"$place/.probe-$$") 2>/dev/null; then
            rm -f "$place/.probe-$$"
            through "a file was made in $place"
        fi
    done
    held "nothing can be made in $*"
}

# openable MODE FILE…: through if one of these opens; nothing is written.
openable() {
    mode=$1
    shift
    last='not there'
    for file; do
        [ -e "$file" ] || continue
        if [ "$mode" = w ]; then
            said=$({ : >>"$file"; } 2>&1) && through "$file opens for writing"
        else
            said=$({ head -c 1 <"$file" | wc -c; } 2>&1)
            [ "$said" = 1 ] && through "$file can be read"
        fi
        last=${said##*: }
    done
    held "$*: $last"
}
