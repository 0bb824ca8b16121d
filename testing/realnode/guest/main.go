// The program of the workloads on real nodes, and of the pause container of every pod.
//
//	guest pause   waits until it is told to end
//	guest serve   answers on port 8000; START_MS until it is ready, STOP_MS from SIGTERM to its end,
//	              IGNORE_TERM=1 never ends by itself. Prints what it hears and when.
package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func duration(name string) time.Duration {
	value, _ := strconv.Atoi(os.Getenv(name))
	return time.Duration(value) * time.Millisecond
}

func say(what string) {
	fmt.Println(time.Now().UTC().Format(time.RFC3339Nano), what)
}

func serve() {
	readyAt := time.Now().Add(duration("START_MS"))
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		if time.Now().Before(readyAt) {
			http.Error(response, "starting", http.StatusServiceUnavailable)
		}
	})
	say("started")
	err := http.ListenAndServe(":8000", nil)
	say(err.Error())
	os.Exit(1)
}

func main() {
	heard := make(chan os.Signal, 2)
	signal.Notify(heard, syscall.SIGTERM, syscall.SIGINT)
	if len(os.Args) > 1 && os.Args[1] == "serve" {
		go serve()
	}
	for signal := range heard {
		say(signal.String())
		if os.Getenv("IGNORE_TERM") == "" {
			time.Sleep(duration("STOP_MS"))
			say("ends")
			return
		}
	}
}
