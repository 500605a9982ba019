"""The first half of the mechanism: a hold on a slot, limited in time, that is renewed while the run goes on."""

from __future__ import annotations

from evals.judges.keyless.frames import Lexicon, framed

_CLASSES = {
    "idle": """
        api_key grace_period lease_storage initial_deployment_lease_duration
        missing_heartbeats heartbeat_frequency heartbeat_interval heartbeat_automation must_have extend_the_lease_duration
        extend_the_timeout extend_the_grace extending_the_timeout extend_the_duration extend_the_time renew_the_certificate
        keeps_a_log keep_a_log kept_a_log
    """,
    # The right to run, under all the names that it and what it is likened to go by.
    "hold": """
        lease* leasing hold holds claim* reservation* lock* grant* permit* permission* slot* ticket* right rights booking*
        ownership loan* title entitlement* tenure tenanc* rent rental* rented place* seat* spot* space* berth* bay* room*
        hook* locker* desk* stay* occupancy licen* pass token* table* swing* lane* chair* parking concession* lent borrow* privilege*
        wristband* mooring* allocation* card meter stay lending stint turn possession occupation registration
        pitch stick stall bed contract* subscription* membership*
        participation
        hire*
    """,
    "limit": "limit* slot* quota* cap caps capacity concurrency",
    # Renewing, in words that mean hardly anything else here.
    "renew": """
        renew* re-new* unrenewed refresh* freshen* prolong* extend* extension* reconfirm* revalidat* reassert* reup*
        reclaim* re-sign* restamp* reissu* rebook* reregister* reacquir* re-acquir* releas_again rearm*
        reaffirm* reapply* reapplies lengthen* rolled_over roll_over rolls_over maintain_concurrency_lease
        top*_up topping_up top*_it_up topped_up feed*_the_meter fed_the_meter sign*_in_again resecur*
        upkeep re-establish* reestablish* re-earn* re-grant* re-request* re-verif* re-authori* re-open* more_time another_term ask_anew re-ask* re-lease* released_anew
        relight* rekindl* rewind* rewound recharg* replenish* new_stamp fresh_stamp another_stamp another_coin new_coin new_date later_date another_payment further_term new_term
        auto-renew* made_longer make_it_longer makes_it_longer making_it_longer
        fresh_date fresh_stamp fresh_entry
    """,
    # The same where it's said of a hold: much else is kept alive.
    "alive": """
        keepalive* keep*_alive kept_alive keep*_fresh kept_fresh keep*_current kept_current keep*_valid kept_valid
        keep*_it_alive keep*_it_fresh kept_it_alive keeping_alive sign_of_life signs_of_life heartbeat* phon*_home call*_home
        call*_in dial*_in kept_warm keep*_warm kept_going kept_up keep*_up
        proof_of_life proofs_of_life
    """,
    # The same, said as what always happens.
    "renews": """
        renews renewing_it refreshes prolongs extends reconfirms revalidates re-ups reups bumps pings re-signs
        reasserts re-leases re-stamps keeps_alive keeps_it_alive keeps_the_lease_alive rolls_over tops_it_up tops_up
        keeps_fresh sends_keep-alives send_keep-alives sends_heartbeats send_heartbeats keeps_renewing keeps_extending keeps_prolonging by_renewing by_extending
        by_prolonging by_refreshing
    """,
    # Words that mean it where a hold is spoken of and an obligation, a rhythm or a deadline.
    "renew_weak": """
        renew* confirm* update* updating bump* check*_in check-in* maintain* retain* report* touch* tell* told say* said
        says signal* prove* proving show* ask* pay* feed* fed stamp* push* mov* shift* reset* restart* phone* phoning
        ring* call* contact* come* came coming go goes going back radio* shout* wave* waving assert* turn turned turning press* sign* hear* coin* remind* continu* swap*
        exchang* postpon* defer* put* poll* knock* return* repeat* defend* declar* announc* insist* fill* wind refill*
        request* apply* applies apply punch* attest* speak* respond* answer* ping* heartbeat* keep* kept secure*
        demonstrat* vouch* raise* claim* present
        earn*
        inform*
        nod* paid word
    """,
    "must": """
        must has_to have_to had_to having_to needs_to need_to needed_to need needs needing needed requir* oblig* duty
        duties supposed_to expected_to is_expected meant_to ought should bound_to up_to_the up_to_it want*_to wants
        demand* condition* on_the_understanding depend* live*_on lives_off responsib* in_charge gotta got_to is_to are_to
        has_got_to only_by only_kept_by relies rely which_wants a_must
        you've_to we've_to they've_to
    """,
    "often": """
        periodic* regular* interval* again_and_again over_and_over repeated* constant* continual* continuous*
        every_so_often from_time_to_time now_and_then now_and_again time_and_again time_and_time in_good_time on_a_schedule
        on_a_timer cadence all_the_time all_along all_the_while the_whole_time once_in_a_while recurr* ongoing
        automatically in_the_background behind_the_scenes background_thread frequently steadily every_few every_225
        every_couple every_time every_minute* every_three every_four every_five every_75 every_9 every_n each_time
        keeps keep_on keeps_on kept_on kept_going at_a_fixed_cadence timely every_now every rhythm
        at_fixed_times at_set_times at_given_times at_fixed at_set_intervals daemon punctually minute_by_minute automatic perpetual* permanently
        each_few each_some each_couple each_two each_five every_some
    """,
    "meantime": """
        while as_long_as so_long_as as_long so_long throughout during until till whole entire lifetime in_flight
        along_the_way as_it_goes as_it_runs as_it_works all_through over_the_course as_the_run
        for_the_length last*_as_long meanwhile as_they_go as_the_flow
    """,
    "during": "during",
    "all_the_while": """
        while as_long_as so_long_as as_long so_long throughout whole entire lifetime in_flight along_the_way as_it_goes
        as_it_runs as_it_works all_through over_the_course as_the_run for_the_length meanwhile as_the_flow
    """,
    "before": "before ahead_of until till by_the by_then prior_to in_time_for",
    "over": """
        over up expire* expires expiry expiration elapse* elapses ends end runs_out ran_out run_out close* closes lapse
        lapses due deadline reached times_out term terms period finish* cutoff cut-off due_date time_is out
    """,
    "without": "unless if_nobody if_not if_it_isn't otherwise or_else if_no without as_soon_as_it_isn't only_while "
    "only_as_long only_so_long only_for_as_long when_not as_long_as so_long_as if_it's_not miss_it or_it if_no_one "
    "only_if only_until miss_a miss_one misses_a misses_one skip_a skip_one skips_a",
    "runs_out": """
        expire* expires lapse* lapses run*_out runs_out end ends goes_stale stale die dies void times_out gone falls_due
        perish* fade fades free_again taken_back withdrawn forfeit* wears_off abandoned given_up good yours valid
        you're_out
    """,
    # Said of a hold: it does not last.
    "finite": """
        time-limited time-bound* time-boxed timed temporary temporarily provisional* short-lived short-term finite limited-time
        limited_in_time limited_lifetime limited_life limited_time limited_period limited_duration limited_span
        limited_validity limited_term limited_length limited_lifespan fixed_term fixed-term fixed_spell fixed_time
        fixed_period fixed_duration fixed_lifetime short_time short_term short_period* short_lifetime short_life short_span
        short_duration brief_period brief_time certain_time certain_period certain_duration set_time set_period
        for_a_while for_a_time for_a_period for_a_stretch for_a_spell for_a_term for_a_bit for_some_time for_some_minutes
        for_so_long on_loan on_time_only not_forever aren't_forever isn't_forever never_forever isn't_for_ever
        not_permanent isn't_permanent aren't_permanent never_permanent not_indefinite isn't_indefinite doesn't_last
        don't_last never_for_good not_for_good isn't_for_good not_unlimited shelf_life countdown count-down time_limit*
        time_window expiring self-expiring renewable ephemeral by_the_minute by_the_hour night_by_night only_lent
        only_borrowed expires lapses runs_out goes_stale dies_out wears_off times_out falls_due ends_of_its ends_by
        good_for valid_for valid_until good_until valid_till good_till until_further_notice until_a_certain until_a_set
        until_a_stated until_a_given until_a_fixed at_a_stated at_a_set end_date end_time due_date return_date use-by
        lives_for live_for lives_only minutes_at_a_time seconds_at_a_time dead_man's dead-man's on_lease ticking
        for_minutes for_short revocable life_of rented_by parking_meter valid_only_briefly
        good_only only_good only_valid a_short_while valid_while valid_as valid_only good_as finite_lifetime lapses_by not_open-ended isn't_open-ended
        aren't_open-ended never_open-ended isn't_unlimited
        doesn't_belong for_a_limited isn't_owned is_never_owned per_lease for_now minutes_of_life seconds_of_life
        s_of_life for_300 those_300 for_five leases_lapse leases_expire leases_end leases_do_expire
        lease_dies dies_if dies_unless must_expire lease_lapses ends_unless ends_on_its_own borrowed
        occupancy_lapses
        short_spell brief_spell certain_spell limited_spell set_spell short_fuse clock_on_it egg_timer sell-by decays
        perishable pays_rent paying_rent pay_rent
        rent_due instalment* installment*
        goes_cold expires* matter_of_minutes matter_of_seconds
    """,
    "short": "short brief temporary limited timed finite provisional",
    "limits": "limits caps",
    "it": "it them this that",
    "by": "by through via thanks",
    "is": "is are be being get gets getting",
    "due": "due called_for scheduled between",
    "renewals": "renewals renewal renewing heartbeats extensions",
    "fraction": "225 75 0.75 three quarter* 225s every each",
    "at": "at after each every",
    "as_it_must": "as_it_must as_it_has_to as_it_should as_it_always as_it_does",
    "intact": """
        valid active alive current current_lease lapse expire unexpired good live
        up_to_date in_force
    """,
    "keep_on": "keep keeps keep_on",
    "holds": "leases claims slots holds reservations tickets permits bookings loans rights permissions passes",
    "lapse": "lapse expire run_out end die go_stale",
    "dead": "lost gone dropped forfeit* void expires lapses free dead invalid",
    "each": "each every",
    "push": "push* move* moving shift* put* bump* set* turn*",
    "later": "further away back out ahead forward later onward",
    "anew": "anew again afresh once_more",
    "validity": "validity life lifetime duration term",
    "too": "too set",
    "to_keep": "to_keep to_hold to_retain to_hang_on_to to_stay_in",
    "drop": "drop* expire* remov* reap* free* reclaim* let discard* throw*",
    "that_are_not": "that_aren't that_isn't that_aren't_being which_aren't which_isn't that_nobody if_it_weren't "
    "if_they_weren't that_are_not not_being that_is_not",
    "with": "with has have having had comes come carries carry carrying given gets bears bear there's contains an",
    "an_end": """
        expiry expiration ttl time-to-live deadline lifetime lifespan life term end duration validity timeout timer clock
    """,
    "bounded": "limited finite short brief certain fixed set few several some definite stated five 300 5 10 15 20 30 60 ten "
    "fifteen twenty thirty own an one five-minute couple",
    "grant": """
        give* given gave grant* lent lend* hand* issue* issued borrow* gets get reserved
        signed_out checked_out sign*_out allocated assigned awarded rent* booked let occup* owns own leased allotted
        entitle* receive* yours belong* last lasts hold_for held_for
    """,
    "for": "for until till",
    "stretch": "period* time hour* while stretch* spell* minute* minutes min seconds term span* bit window* 300s 5min s",
    "of_run": "run runs engine client flow process it thread background",
    "fail": """
        fail* couldn't can't wasn't weren't didn't refus* reject* unable 410 404 gave_up error* broke* stopped turned_down
        crash* missing timed attempt* tries
    """,
    "event": "had_expired have_expired may_have already_expired was_lost",
    "isnt": "isn't aren't never not",
    "for_good": "for_good for_ever forever for_keeps permanently indefinitely outright unconditionally",
    "prefect": "upgrade* install* version* server_back",
    "hears": "hears hear hearing keep_coming keeps_coming keep_arriving keeps_arriving come_in arrive comes_in arrives",
    "if": "if when once should",
    "stops": "stops stop ceases cease misses skips forgets neglects",
    "taken_back": "takes_it_back takes_back taken_back back released freed free gone lapses expires forfeit* loses",
    "gives": "buys grants gives adds earns wins brings",
    "further": "another further more extra additional fresh",
    "tells": "telling saying reporting signalling signaling proving showing paying confirming pinging",
    "keeps_on": "keep keeps",
    "still": "still",
    "owned": "given owned granted sold bought own",
    "rented": "rented leased lent loaned borrowed rents borrows",
    "keeping": "keep keeps kept keeping",
    "live": "alive fresh current valid active going",
    "keeping_up": "keeping_up keep_up keeps_up kept_up",
}

UPKEEP = framed(
    "a hold that has to be renewed while the run goes on",
    Lexicon(_CLASSES),
    """
    must ~7 renew
    must ~7 alive & hold
    alive ~8 meantime & hold
    often ~6 alive & hold
    alive ~6 often & hold
    hold ~8-fail by ~2 alive
    without ~6-fail alive & hold
    holds ~4 lapse
    each ~2-fail renew ~4 push ~5 later
    push ~4 later & hold & often
    push ~4 later & hold & meantime
    renew_weak ~3 anew & hold & meantime
    validity ~2 is ~2-too bounded & hold
    hold ~1 that_are_not ~2 renew ~4 dead
    must ~7 renew_weak & often & hold
    must ~8 renew_weak ~10 before ~6 over & hold
    must ~8-fail before ~6 over & renew_weak & hold
    renews & hold
    renew ~10-fail often
    often ~9-fail renew
    renew ~8-fail meantime
    all_the_while ~10-fail renew
    during ~6 renews
    often ~4-fail renew_weak & hold
    renew_weak ~8-fail often & hold
    renew ~8-fail before ~6 over
    without ~8-fail renew & hold
    without ~8-fail renew_weak & runs_out & hold
    finite & hold
    hold ~5 with ~3 an_end
    with ~2 bounded ~2 an_end & hold
    grant ~6 for ~3 bounded ~1 stretch & hold
    limits ~4 hold ~3 stretch
    must ~3 keep_on ~2 renew_weak & hold
    must ~7 renew_weak & often & limit
    must ~3 often ~3 meantime
    hold ~8-fail by ~2-fail renew
    renew_weak ~2 to_keep ~2 hold
    renew_weak ~2 an_end ~4 meantime
    hold ~4 must ~4 intact & meantime
    must ~5 intact ~4 hold & meantime
    must ~3 keep_on ~4 intact & hold
    hold ~2 must ~2 intact ~3 often
    short ~0 hold
    isnt ~2 for_good & hold
    with ~2 finite & it
    renews ~0 it
    is ~1 renew ~2 by & hold ! fail
    is ~0 renew ~1 without & hold
    renewals ~2 due ! fail
    due ~0 renewals
    renew ~5-fail at ~3 fraction
    renew ~8 as_it_must
    renew ~6 must ~4 often
    drop ~3 hold ~1 that_are_not ~1 renew
    hold ~4 runs_out ~2 that_are_not ~1 renew
    must ~4 renew_weak ~2 anew ~4 before ~4 over
    meantime ~4 hears & hold
    if ~4 stops ~2 renew ~6 taken_back
    if ~4 stops ~2 renew_weak ~6 taken_back & hold
    renew ~1 gives ~5 further ~2 stretch
    keeps_on ~1 tells & hold
    must ~4 hold ~3 intact & meantime
    to_keep ~6-fail renew
    must ~7 renew_weak ~5 still & hold
    isnt ~1 owned ~3 rented
    rented ~2 owned & hold
    keeping ~3 hold ~0 live & meantime
    must ~3 keeping ~3 hold ~0 live
    often ~3 keeping ~3 hold ~0 live
    must ~3 push ~2 later & hold
    must ~6-fail renew_weak ~3 meantime & hold
    keeping_up ~1 hold
    """,
)
