package old

default allow = false

allow {
	input.user == "me"
}
